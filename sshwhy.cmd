@echo off
rem Starts sshwhy; builds it first when there is no build. Needs JDK 17 or later, and Maven for the build.
setlocal
rem What can be typed again: as it was called.
set "SSHWHY_PROGRAM=%~0"
set "base=%~dp0"
set "jar=%base%target\sshwhy\sshwhy.jar"
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if exist "%jar%" goto run
echo sshwhy: building once, about a minute (mvn package) ... 1>&2
call mvn -B -ntp -q -f "%base%pom.xml" -Dquick -Dmaven.test.skip package 1>&2
if errorlevel 1 (
  echo sshwhy: the build failed; the lines above say why 1>&2
  exit /b 70
)
:run
"%java%" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Djava.net.preferIPv6Addresses=system -cp "%jar%" dev.sshwhy.Main %*
exit /b %errorlevel%
