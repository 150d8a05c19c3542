@echo off
rem The command tbar on Windows: builds itself on first use, finds Java, runs. Not tried on Windows yet.
setlocal enabledelayedexpansion
set "TBAR_HOME=%~dp0"
set "TARGET=%TBAR_HOME%cli\target"
rem An unpacked release is never built, and brings a Java of its own where it could.
set "PACKAGED="
if exist "%TBAR_HOME%app\natives.jar" (
  set "PACKAGED=1"
  set "TARGET=%TBAR_HOME%app"
)

if exist "%TBAR_HOME%runtime\bin\java.exe" (
  set "JAVA=%TBAR_HOME%runtime\bin\java.exe"
) else if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
  if not exist "!JAVA!" (
    echo tbar: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe; point it at a JDK of version 17 or newer. 1>&2
    exit /b 5
  )
) else (
  set "JAVA="
  for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
  if not defined JAVA (
    echo tbar: Java is missing; install a JDK of version 17 or newer and put it on the PATH or set JAVA_HOME. 1>&2
    exit /b 5
  )
)

set MAJOR=0
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1 ^| findstr /i version"') do (
  if !MAJOR! == 0 for /f "delims=.-+ tokens=1" %%m in ("%%~v") do set MAJOR=%%m
)
if !MAJOR! LSS 17 (
  echo tbar: Java !MAJOR! at %JAVA% is too old; install a JDK of version 17 or newer or point JAVA_HOME at one. 1>&2
  exit /b 5
)

call :find_jar
if not defined JAR if not defined PACKAGED (
  echo tbar: building itself with mvnw.cmd, what it needs is downloaded once; a few minutes on first use ... 1>&2
  if not exist "%TARGET%" mkdir "%TARGET%"
  pushd "%TBAR_HOME%"
  call mvnw.cmd -B -ntp -q -DskipTests -Dspotless.check.skip=true -pl cli -am package > "%TARGET%\build.log" 2>&1
  popd
  call :find_jar
)
if not defined JAR (
  echo tbar: the build failed; the whole log is in %TARGET%\build.log. 1>&2
  exit /b 5
)

set "CLASSES=%JAR%"
if defined PACKAGED set "CLASSES=%JAR%;%TARGET%\natives.jar"

set FLAGS=-XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -Djava.awt.headless=true -Dfile.encoding=UTF-8
set LIBTORCH=
for %%c in (embed eval poison audit clean transfer disentangle pretrain demo experiment reproduce) do if /i "%~1" == "%%c" set LIBTORCH=1
if /i "%~1 %~2" == "trigger optimise" set LIBTORCH=1
if defined LIBTORCH (
  set "FLAGS=!FLAGS! -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dorg.bytedeco.javacpp.nopointergc=true"
  if !MAJOR! GEQ 22 set "FLAGS=!FLAGS! --enable-native-access=ALL-UNNAMED"
)
set "ARCHIVE=%TARGET%\tbar-!MAJOR!.jsa"
if not exist "!ARCHIVE!" (
  "%JAVA%" -XX:ArchiveClassesAtExit="!ARCHIVE!" -XX:+UseSerialGC -Xlog:disable -cp "%CLASSES%" io.tbar.cli.Rehearsal > nul 2>&1
)
if exist "!ARCHIVE!" set FLAGS=!FLAGS! -XX:SharedArchiveFile="!ARCHIVE!"

rem Java that cannot start ends with 1, which would read as "found".
if not "%TBAR_JAVA_OPTS%!LIBTORCH!" == "" (
  "%JAVA%" !FLAGS! %TBAR_JAVA_OPTS% -cp "%CLASSES%" io.tbar.cli.StartCheck > nul 2>&1
  if errorlevel 1 (
    echo tbar: a fault of the installation: Java at %JAVA% does not start; check TBAR_JAVA_OPTS, the memory that is free, and the build in %TARGET%. 1>&2
    exit /b 5
  )
)
"%JAVA%" !FLAGS! %TBAR_JAVA_OPTS% -cp "%CLASSES%" io.tbar.cli.Main %*
exit /b %ERRORLEVEL%

:find_jar
set "JAR="
for %%f in ("%TARGET%\tbar-cli-*.jar") do set "JAR=%%~f"
exit /b 0
