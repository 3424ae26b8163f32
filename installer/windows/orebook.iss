; Inno Setup's recipe of the Windows installer. installer/windows/build.ps1 runs it with /DVersion=... and /DProgram=...
; Not run yet on a Windows machine.

#ifndef Version
  #error Pass the version: iscc /DVersion=1.2.3 /DProgram=C:\path\of\dist\orebook orebook.iss
#endif
#ifndef Program
  #define Program "..\..\dist\orebook"
#endif

[Setup]
AppId={{6F1B3A52-2C57-4E0B-9A55-0E6C1B7D4A11}
AppName=Orebook
AppVersion={#Version}
AppVerName=Orebook {#Version}
AppPublisher=The Orebook authors
DefaultDirName={autopf}\Orebook
DefaultGroupName=Orebook
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\orebook.ico
UninstallDisplayIcon={app}\orebook-desk.exe
OutputDir=..\..\dist
OutputBaseFilename=orebook-{#Version}-windows-x64
Compression=lzma2/normal
SolidCompression=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ChangesAssociations=yes
MinVersion=10.0.17763
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "association"; Description: "{cm:AssocFileExtension,Orebook,.orebook}"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; An older version's libraries must not lie among the new ones.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Orebook"; Filename: "{app}\orebook-desk.exe"
Name: "{autodesktop}\Orebook"; Filename: "{app}\orebook-desk.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.orebook"; ValueType: string; ValueData: "Orebook.Workspace"; Flags: uninsdeletevalue; Tasks: association
Root: HKA; Subkey: "Software\Classes\.orebook"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-orebook"; Tasks: association
Root: HKA; Subkey: "Software\Classes\Orebook.Workspace"; ValueType: string; ValueData: "Orebook workspace"; Flags: uninsdeletekey; Tasks: association
Root: HKA; Subkey: "Software\Classes\Orebook.Workspace\DefaultIcon"; ValueType: string; ValueData: "{app}\orebook-desk.exe,0"; Tasks: association
Root: HKA; Subkey: "Software\Classes\Orebook.Workspace\shell\open\command"; ValueType: string; ValueData: """{app}\orebook-desk.exe"" ""%1"""; Tasks: association

[Run]
Filename: "{app}\orebook-desk.exe"; Description: "{cm:LaunchProgram,Orebook}"; Flags: nowait postinstall skipifsilent
