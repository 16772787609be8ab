#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The real window, driven from outside as a hand would: sign in, do a round, see it on the board.

usage: desktop_window_test.py PATH_TO_WARDLIGHT
Needs Xvfb and xdotool. Says on each line what was done; exits 1 at the first thing that is not as it should be,
and 77 (skipped) when the two programs are not there.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

NOW = "2025-06-10T14:12:00-04:00"
PATIENCE = 60  # seconds for anything to appear, on a busy machine


class Screen:
    """What the app says it shows, and a finger on it."""

    def __init__(self, display, tree):
        self.env = dict(os.environ, DISPLAY=display)
        self.tree = tree

    def entries(self):
        try:
            with open(self.tree, encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError):
            return []

    def find(self, wanted):
        return [e for e in self.entries() if e["visible"] and wanted(e)]

    def wait(self, what, wanted, patience=PATIENCE):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            found = self.find(wanted)
            if found:
                return found[0]
            time.sleep(0.05)
        for entry in self.entries():
            print("   on the screen:", entry["role"], entry["key"], "|", entry["label"], file=sys.stderr)
        sys.exit(f"not on the screen: {what}")

    def hand(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.env, check=True)

    def tap(self, what, wanted):
        entry = self.wait(what, wanted)
        time.sleep(0.15)  # a finger takes its time; the page has come to rest
        entry = self.wait(what, wanted)
        x, y = entry["x"] + entry["w"] // 2, entry["y"] + entry["h"] // 2
        self.hand("mousemove", x, y, "mousedown", 1, "sleep", 0.06, "mouseup", 1)
        print("tapped", what)
        return entry

    def tap_key(self, key):
        return self.tap(key, lambda e: e["key"] == key)

    def drag(self, x, y, dy, steps=12):
        words = ["mousemove", x, y, "mousedown", 1]
        for i in range(1, steps + 1):
            words += ["mousemove", x, y + dy * i // steps, "sleep", 0.016]
        self.hand(*words, "sleep", 0.2, "mouseup", 1)
        print("dragged", dy)


def labelled(text):
    return lambda e: e["label"] == text


def starts(prefix):
    return lambda e: e["role"] != "text" and e["key"].startswith(prefix)


def start_display():
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        return server, ":" + pipe.readline().strip()


def read_pins(log):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        pins = {m[1].strip(): m[3] for m in re.finditer(r"^  (.+?)  +(\w+) +PIN (\d{6})$", open(log, encoding="utf-8").read(), re.M)}
        if pins:
            return pins
        time.sleep(0.1)
    sys.exit("the demo did not name its staff:\n" + open(log, encoding="utf-8").read())


def sign_in(screen, name, pin):
    screen.tap(name, lambda e: e["role"] == "row" and e["label"].startswith(name + ","))
    for digit in pin:
        screen.tap_key("pin." + digit)
    screen.wait("the page of who signed in", labelled_tab)


def labelled_tab(entry):
    return entry["key"] == "nav.board"


def find_a_patient(screen):
    """The demo assigns nobody: the whole unit, down and up again, and the first card."""
    screen.tap_key("tile.everyone")
    card = screen.wait("a patient", starts("patient."))
    screen.drag(card["x"] + card["w"] // 2, card["y"] + 300, -250)
    screen.drag(card["x"] + card["w"] // 2, card["y"] + 50, 300)
    card = screen.wait("a patient", starts("patient."))
    time.sleep(0.5)
    return card["key"].removeprefix("patient.")


def do_asleep_round(screen, encounter):
    screen.tap_key("round." + encounter)
    screen.tap("asleep", lambda e: e["role"] != "text" and "asleep" in e["label"].lower())
    screen.tap("all seen, save", lambda e: e["key"] == "save" and e["enabled"])
    screen.wait("Saved on this tablet", labelled("Saved on this tablet"))
    print("saved")


def see_it_on_the_board(screen, encounter):
    """The overdue stand first: who has just been seen is found by scrolling."""
    screen.tap_key("nav.board")
    first = screen.wait("the board", starts("board."))
    wanted = lambda e: e["key"] == "board." + encounter
    for _ in range(30):
        if screen.find(wanted):
            break
        screen.drag(first["x"] + 100, 700, -420)
        time.sleep(0.4)
    time.sleep(1)
    row = screen.wait("the patient's row", wanted)
    done = [e for e in screen.entries() if e["role"] == "text" and row["y"] <= e["y"] < row["y"] + row["h"] and e["x"] > row["x"] + 300
            and re.fullmatch(r"\d\d:\d\d", e["label"])]
    if not done:
        sys.exit("the board does not show the round in the row " + row["label"])
    print("the board shows", done[0]["label"], "in the row:", row["label"])


def idle_draws_nothing(screen):
    time.sleep(2)
    before = os.stat(screen.tree).st_mtime_ns
    until = time.monotonic() + 10
    drawn = set()
    while time.monotonic() < until:
        drawn.add(os.stat(screen.tree).st_mtime_ns)
        time.sleep(0.02)
    frames = len(drawn - {before})
    print("frames in ten idle seconds:", frames)
    if frames > 2:  # the minute may pass, and the hub may be heard, in between
        sys.exit("an idle window draws")


def main():
    app = sys.argv[1]
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        print("Xvfb or xdotool is not installed: skipped")
        sys.exit(77)
    server, display = start_display()
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        screen = Screen(display, os.path.join(folder, "tree.json"))
        with open(log, "wb") as out:
            program = subprocess.Popen([app, "--demo", "--now", NOW, "--accessibility-tree", screen.tree], stderr=out, env=screen.env)
        try:
            pins = read_pins(log)
            sign_in(screen, "Carla Nguyen", pins["Carla Nguyen"])
            encounter = find_a_patient(screen)
            do_asleep_round(screen, encounter)
            see_it_on_the_board(screen, encounter)
            idle_draws_nothing(screen)
        finally:
            program.terminate()
            program.wait()
            server.terminate()
            server.wait()
    print("all seen")


if __name__ == "__main__":
    main()
