# SPDX-License-Identifier: Apache-2.0
# Counts a kept shift again from its exports alone: recount.py KEPT-FOLDER FIGURES.json
import glob, json, sys
lines = lambda path: [json.loads(line) for line in open(path)]
kept, said = sys.argv[1], json.load(open(sys.argv[2]))
acts, hub = lines(kept + "/acts.ndjson"), lines(kept + "/hub.ndjson")
rounds = [e for e in hub if "hourly-round" in e["resource"].get("questionnaire", "")]
assert {a["statement"] for a in acts} == {e["resource"]["id"] for e in rounds}, "nurses' acts and the hub's rounds differ"
assert [len(acts), len(rounds), len(hub)] == [said["rounds_done"], said["rounds_on_hub"], said["statements_on_hub"]], "totals differ"
for tablet in glob.glob(kept + "/tablet-*.ndjson"):
    assert open(tablet).read() == open(kept + "/hub.ndjson").read(), tablet + " differs from the hub"
