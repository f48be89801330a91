#!/usr/bin/env python3
"""Types a line and two tabs into an interactive shell, and prints the words that it offers.

    press_tab.py zsh|bash|fish FOLDER 'fc-kmeans --scale ' WORD ...

FOLDER contains the shell's completion files. Each WORD is printed with whether the shell offered it;
the shell's complaints are printed too."""
import os
import pty
import re
import select
import subprocess
import sys
import time

SHELLS = {
    "zsh": (["zsh", "-f", "-i"], "PS1='$ '; unsetopt zle_bracketed_paste; fpath=({0} $fpath); "
            "autoload -Uz compinit; compinit -u -D"),
    "bash": (["bash", "--norc", "--noprofile", "-i"], "PS1='$ '; bind 'set enable-bracketed-paste "
             "off'; for f in {0}/*; do . $f; done"),
    "fish": (["fish", "--no-config", "-i"], "for f in {0}/*.fish; source $f; end"),
}


def main(shell, folder, line, *words):
    command, setting = SHELLS[shell]
    if shell == "fish":  # it can be asked without a terminal
        script = setting.format(folder) + f"; complete --do-complete '{line}'"
        answer = subprocess.run(["fish", "--no-config", "-c", script], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return tell(answer.stdout, words)
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="dumb", COLUMNS="200", LINES="50", PS1="$ ")
        os.execvp(command[0], command)

    def read(until, patience=10.0):
        text, end = "", time.time() + patience
        while time.time() < end and until not in text:
            if select.select([terminal], [], [], 0.1)[0]:
                try:
                    text += os.read(terminal, 65536).decode(errors="replace")
                except OSError:
                    break
        return text

    os.write(terminal, (setting.format(folder) + "; echo RE''ADY\n").encode())
    read("READY\r")
    os.write(terminal, line.encode() + b"\t\t")
    text = read("\0", 3)
    os.write(terminal, b"\x15echo DO''NE\n")
    text += read("DONE\r")
    os.write(terminal, b"exit\n")
    os.close(terminal)
    return tell(text, words)


def tell(text, words):
    offered = set(re.split(r"[\s\x07]+", text))
    for word in words:
        print(word, "offered" if word in offered else "not offered")
    for message in re.findall(r"[^\r\n]*(?:invalid|error|not found|unmatched)[^\r\n]*", text):
        print("complains:", message.strip())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
