@echo off
rem Runs wb on the module path, and builds it first when that has not been done.
rem JAVA_HOME, WB_THREADS, WB_JAVA_OPTS and WB_PLUGINS mean what they mean in the script wb, but for ; in place of :.
setlocal
set "home=%~dp0"
set "target=%home%wb-app\target"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" --version >nul 2>&1
if errorlevel 1 (
    echo wb: no Java 17 or later found; install a JDK 17 or later and set JAVA_HOME to it. 1>&2
    exit /b 3
)
set "version="
for /f "tokens=2" %%v in ('call "%java%" --version') do if not defined version set "version=%%v"
for /f "delims=.-+" %%v in ("%version%") do set "version=%%v"
if %version% LSS 17 (
    echo wb: %java% is Java %version%; wb needs a JDK 17 or later. 1>&2
    exit /b 3
)

if not exist "%target%\distribution.complete" (
    echo wb: building wb for the first time; this takes a few minutes and downloads about 280 MB 1>&2
    pushd "%home%"
    call mvnw.cmd -B -ntp -q -DskipTests package 1>&2
    if errorlevel 1 (
        popd
        echo wb: the build failed; run mvnw package in %home% to see all of it. 1>&2
        exit /b 3
    )
    popd
)

set "threads=%WB_THREADS%"
set "previous="
for %%a in (%*) do call :argument "%%~a"
if defined threads set "OMP_NUM_THREADS=%threads%"
if not defined OPENBLAS_THREAD_TIMEOUT set "OPENBLAS_THREAD_TIMEOUT=4"

set "modules=%target%\mods"
if not defined WB_PLUGINS goto start
for %%p in ("%WB_PLUGINS:;=" "%") do if not "%%~p"=="" if not exist "%%~p" (
    echo wb: WB_PLUGINS names %%~p, which is not there; allowed are jars and folders of jars, with ; in between 1>&2
    exit /b 2
)
set "modules=%modules%;%WB_PLUGINS%"

:start
set "options=-XX:MaxRAMPercentage=25 -Dorg.bytedeco.javacpp.maxbytes=200%% -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
set "options=%options% -Djava.awt.headless=true -Dfile.encoding=UTF-8"
set "native=org.bytedeco.javacpp,org.bytedeco.dnnl,org.bytedeco.opencl,nd4j.cpu,org.bytedeco.openblas"
if exist "%target%\mods\nd4j-cuda-*.jar" set "native=org.bytedeco.javacpp,org.bytedeco.dnnl,org.bytedeco.opencl,nd4j.cuda,org.bytedeco.cuda"
if %version% GEQ 22 set "options=%options% --enable-native-access=%native%"
if %version% GEQ 23 set "options=%options% --sun-misc-unsafe-memory-access=allow"
"%java%" %options% "-Dwb.home=%home:~0,-1%" -p "%modules%" --add-modules ALL-MODULE-PATH %WB_JAVA_OPTS% -m org.weightbalancing.app/org.weightbalancing.app.Main %*
exit /b %errorlevel%

:argument
if "%previous%"=="--threads" set "threads=%~1"
set "previous=%~1"
exit /b 0
