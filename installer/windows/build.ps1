# Makes the Windows installer from the built program with Inno Setup 6. `python dev.py package` calls it.
# Not run yet on a Windows machine.
param(
    [Parameter(Mandatory = $true)][string]$Version,
    [Parameter(Mandatory = $true)][string]$Program
)
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$root = Resolve-Path (Join-Path $here "..\..")

$compiler = Get-Command iscc.exe -ErrorAction SilentlyContinue | Select-Object -ExpandProperty Source
if (-not $compiler) {
    $places = @("${env:ProgramFiles(x86)}", "$env:ProgramFiles", "$env:LOCALAPPDATA\Programs")
    $compiler = $places | ForEach-Object { Join-Path $_ "Inno Setup 6\ISCC.exe" } | Where-Object { Test-Path $_ } | Select-Object -First 1
}
if (-not $compiler) {
    [Console]::Error.WriteLine("Inno Setup 6 is not installed; install it and run this again. The program itself is ready in $Program")
    exit 2
}

& $compiler /Qp "/DVersion=$Version" "/DProgram=$Program" (Join-Path $here "orebook.iss")
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

# What was packaged must work where it is installed.
$setup = Join-Path $root "dist\orebook-$Version-windows-x64.exe"
$target = Join-Path ([IO.Path]::GetTempPath()) "orebook-installed-$PID"
Start-Process -Wait -FilePath $setup -ArgumentList "/VERYSILENT", "/SUPPRESSMSGBOXES", "/CURRENTUSER", "/TASKS=", "/DIR=`"$target`""
& (Join-Path $target "orebook.exe") self-test
$result = $LASTEXITCODE
Start-Process -Wait -FilePath (Join-Path $target "unins000.exe") -ArgumentList "/VERYSILENT", "/SUPPRESSMSGBOXES"
exit $result
