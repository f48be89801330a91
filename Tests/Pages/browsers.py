"""Headless Chromium and Firefox, driven with chromedriver's WebDriver and Firefox's built-in
Marionette, which have the same commands. Needs only Python's standard library.

    browser = Chromium() or Firefox()
    browser.open(pathlib.Path("page.html"), width=1280, colours="light", scripts=True)
    browser.ask("return document.title")
"""
import base64
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


class Keys:
    """WebDriver's names for keys."""
    BACKSPACE, TAB, ENTER, ESCAPE, HOME = "\ue003", "\ue004", "\ue007", "\ue00c", "\ue011"
    LEFT, UP, RIGHT, DOWN = "\ue012", "\ue013", "\ue014", "\ue015"


class Browser:
    """Shared by both. `call(name, …)` is a WebDriver command."""
    name = ""
    HEIGHT = 900

    def press(self, *keys):
        actions = [dict(type=kind, value=key) for word in keys for key in word
                   for kind in ("keyDown", "keyUp")]
        self.perform(dict(type="key", id="keys", actions=actions))

    def click(self, x, y):
        """At a position in the window, px."""
        moved = dict(type="pointerMove", x=round(x), y=round(y), origin="viewport")
        self.perform(dict(type="pointer", id="mouse", parameters=dict(pointerType="mouse"), actions=[
            moved, dict(type="pointerDown", button=0), dict(type="pointerUp", button=0)]))

    def save(self, data, path):
        pathlib.Path(path).write_bytes(base64.b64decode(data))


class Chromium(Browser):
    name = "chromium"

    def __init__(self):
        driver = shutil.which("chromedriver") or "chromedriver"
        self.process = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = None
        for line in self.process.stdout:
            found = re.search(r"success.* on port (\d+)", line)
            if found:
                port = found[1]
                break
        self.address = f"http://127.0.0.1:{port}/session"
        arguments = ["--headless=new", "--disable-dev-shm-usage", "--allow-file-access-from-files"]
        arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
        options = dict(args=arguments, binary=shutil.which("chromium") or "chromium")
        session = self.call("", dict(capabilities=dict(alwaysMatch={
            "goog:chromeOptions": options,
            "goog:loggingPrefs": dict(browser="ALL", performance="ALL")})))
        self.address += "/" + session["sessionId"]
        self.devtools("Network.enable")

    def call(self, path, body=None, method="POST"):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(
            self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"].split("\n")[0]) from None

    def devtools(self, command, **parameters):
        return self.call("/goog/cdp/execute", dict(cmd=command, params=parameters))

    def open(self, path, width, colours, scripts, motion="reduce"):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=self.HEIGHT,
                      deviceScaleFactor=1, mobile=width < 600)
        self.devtools("Emulation.setEmulatedMedia", features=[
            dict(name="prefers-color-scheme", value=colours),
            dict(name="prefers-reduced-motion", value=motion)])
        self.devtools("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.messages()
        self.requests()
        self.call("/url", dict(url=path.resolve().as_uri()))

    def renew(self):
        """Closes the tab and continues in a new one."""
        old = self.call("/window", method="GET")
        new = self.call("/window/new", dict(type="tab"))["handle"]
        self.call("/window", dict(handle=old))
        self.call("/window", method="DELETE")
        self.call("/window", dict(handle=new))
        self.devtools("Network.enable")

    def download_to(self, folder):
        self.devtools("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def ask(self, body):
        """The value returned by a function body; works even with the page's own scripts off, if it does
        not wait for anything."""
        kind = "async" if "await" in body else ""
        answer = self.devtools("Runtime.evaluate", expression=f"({kind} () => {{ {body} }})()",
                               returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", str(answer)))
        return answer["result"].get("value")

    def perform(self, source):
        self.call("/actions", dict(actions=[source]))

    def log(self, kind):
        return [entry["message"] for entry in self.call("/se/log", dict(type=kind))]

    def messages(self):
        """The console messages since the last call."""
        return self.log("browser")

    def requests(self):
        """The requests since the last call: (URL, kind)."""
        events = [json.loads(entry)["message"] for entry in self.log("performance")]
        return [(event["params"]["request"]["url"], event["params"].get("type")) for event in events
                if event["method"] == "Network.requestWillBeSent"]

    def screenshot(self, path):
        self.save(self.call("/screenshot", method="GET"), path)

    def print(self, path):
        self.save(self.call("/print", dict(background=True)), path)

    def quit(self):
        try:
            self.call("", method="DELETE")
        finally:
            self.process.terminate()
            self.process.wait()


class Firefox(Browser):
    name = "firefox"
    PREFERENCES = {
        "marionette.port": 0, "app.update.enabled": False, "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False, "remote.prefs.recommended": True,
        "browser.startup.page": 0, "browser.tabs.remote.separatePrivilegedContentProcess": False,
    }

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="firefox-")
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                 for name, value in self.PREFERENCES.items()]
        pathlib.Path(self.profile, "user.js").write_text("".join(lines))
        environment = dict(os.environ, HOME=self.profile, MOZ_HEADLESS="1")
        self.process = subprocess.Popen(
            [shutil.which("firefox-esr") or "firefox", "--headless", "--marionette", "--no-remote",
             "--remote-allow-system-access", "--profile", self.profile],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        port = self.port()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.stream = self.socket.makefile("rb")
        self.receive()
        self.number = 0
        self.call("WebDriver:NewSession")

    def port(self):
        """Written by Firefox once it listens."""
        file = pathlib.Path(self.profile, "MarionetteActivePort")
        for _ in range(600):
            if file.exists() and file.read_text().strip():
                return int(file.read_text())
            time.sleep(0.1)
        raise RuntimeError("Firefox does not listen")

    def receive(self):
        length = b""
        while not length.endswith(b":"):
            byte = self.stream.read(1)
            if not byte:
                raise RuntimeError("Firefox ended")
            length += byte
        return json.loads(self.stream.read(int(length[:-1])))

    def call(self, name, **parameters):
        self.number += 1
        text = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(error["message"].split("\n")[0])
        return result

    def inside(self, script, *arguments):
        """Runs a script with the browser's own privileges."""
        self.call("Marionette:SetContext", value="chrome")
        try:
            return self.call("WebDriver:ExecuteScript", script=script, args=list(arguments))["value"]
        finally:
            self.call("Marionette:SetContext", value="content")

    def open(self, path, width, colours, scripts, motion="reduce"):
        if not scripts:
            raise ValueError("Marionette needs the page's scripts")
        # No window is narrower than 500 px, but a zoomed page is.
        zoom = 1.5 if width < 500 else 1
        self.inside("""
            const [dark, less] = arguments;
            const set = (name, value) => Services.prefs.setIntPref(name, value);
            set("layout.css.prefers-color-scheme.content-override", dark ? 0 : 1);
            set("ui.prefersReducedMotion", less ? 1 : 0);
            Services.console.reset();""", colours == "dark", motion == "reduce")
        frame = self.inside("return outerHeight - gBrowser.selectedBrowser.clientHeight")
        self.call("WebDriver:SetWindowRect", width=round(width * zoom),
                  height=round(self.HEIGHT * zoom) + frame)
        self.call("WebDriver:Navigate", url=path.resolve().as_uri())
        self.inside("gBrowser.selectedBrowser.fullZoom = arguments[0]", zoom)

    def renew(self):
        """Closes the tab and continues in a new one."""
        old = self.call("WebDriver:GetWindowHandle")["value"]
        new = self.call("WebDriver:NewWindow", type="tab")["handle"]
        self.call("WebDriver:SwitchToWindow", handle=old)
        self.call("WebDriver:CloseWindow")
        self.call("WebDriver:SwitchToWindow", handle=new)

    def download_to(self, folder):
        self.inside("""
            Services.prefs.setIntPref("browser.download.folderList", 2);
            Services.prefs.setStringPref("browser.download.dir", arguments[0]);
            Services.prefs.setBoolPref("browser.download.useDownloadDir", true);
            Services.prefs.setBoolPref("browser.download.always_ask_before_handling_new_types", false);
            """, str(folder))

    def ask(self, body):
        script = ("const done = arguments[arguments.length - 1];"
                  f"(async () => {{ {body} }})().then((value) => done([value]),"
                  " (error) => done([null, String(error)]));")
        answer = self.call("WebDriver:ExecuteAsyncScript", script=script, args=[],
                           newSandbox=False, scriptTimeout=60000)["value"]
        if len(answer) > 1:
            raise RuntimeError(answer[1])
        return answer[0]

    def perform(self, source):
        self.call("WebDriver:PerformActions", actions=[source])

    def messages(self):
        found = self.inside("""
            return Services.console.getMessageArray().filter((message) =>
              message instanceof Ci.nsIScriptError && /^file:/.test(message.sourceName))
              .map((message) => message.errorMessage);""")
        self.inside("Services.console.reset();")
        return found

    def requests(self):
        """Not available here: what the policy forbids appears on the console."""
        return []

    def screenshot(self, path):
        self.save(self.call("WebDriver:TakeScreenshot", full=False)["value"], path)

    def print(self, path):
        self.save(self.call("WebDriver:Print", background=True)["value"], path)

    def quit(self):
        try:
            self.call("Marionette:Quit", flags=["eForceQuit"])
        finally:
            self.process.wait(timeout=30)
            shutil.rmtree(self.profile, ignore_errors=True)
