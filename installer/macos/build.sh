#!/usr/bin/env bash
# Makes the disk image from the built Orebook.app. `python3 dev.py package` calls it: build.sh VERSION PATH_OF_APP
# Not run yet on a Mac. With ORE_SIGN="Developer ID Application: ..." the app is signed by that identity, else ad hoc.
set -euo pipefail

version=$1
app=$2
dist=$(cd "$(dirname "$app")" && pwd)
image="$dist/orebook-$version-macos-$(uname -m).dmg"
staging=$(mktemp -d)
mounted=""
trap '[ -z "$mounted" ] || hdiutil detach -quiet "$mounted"; rm -rf "$staging"' EXIT

# The licences were added after PyInstaller had signed, so the seal is made anew, from the inside out.
codesign --force --deep --options runtime --timestamp=none --sign "${ORE_SIGN:--}" "$app"
codesign --verify --deep --strict "$app"

cp -R "$app" "$staging/"
ln -s /Applications "$staging/Applications"
rm -f "$image"
hdiutil create -quiet -volname "Orebook $version" -srcfolder "$staging" -fs HFS+ -format UDZO "$image"
hdiutil verify -quiet "$image"

# What was packaged must work from where it is mounted.
mounted=$(mktemp -d)
hdiutil attach -quiet -readonly -nobrowse -mountpoint "$mounted" "$image"
QT_QPA_PLATFORM=offscreen "$mounted/Orebook.app/Contents/MacOS/orebook" self-test
echo "$image"
