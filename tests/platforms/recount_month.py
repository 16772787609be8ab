# SPDX-License-Identifier: Apache-2.0
# Counts a simulated month again, slowly and plainly, from what the hub was told: recount_month.py KEPT-FOLDER ASSETS
# Shares nothing with the hub but the packs' numbers. Every figure that both know must be the same.
import json, sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

kept, assets = sys.argv[1], sys.argv[2]
ZONE = ZoneInfo("America/New_York")
FIRST, AFTER = date(2025, 3, 1), date(2025, 4, 1)
pack = lambda name: json.load(open(f"{assets}/clinical/{name}.json"))
lines = lambda name: [json.loads(line) for line in open(f"{kept}/{name}")]
at = lambda text: datetime.fromisoformat(text).astimezone(timezone.utc)
last = lambda reference: reference.split("/")[-1]


def local(day, minute):  # a time that the clocks skip is the moment they jump
    if minute >= 24 * 60:
        return local(day + timedelta(1), minute - 24 * 60)
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=ZONE).astimezone(timezone.utc)


def extension(resource, url):
    return next((e for e in resource.get("extension", []) if e["url"] == url), {})


def answers(resource, link_id):
    found = []
    def walk(items):
        for item in items:
            for answer in item.get("answer", []):
                if item["linkId"] == link_id:
                    found.append((answer.get("valueCoding") or {}).get("code") or answer.get("valueString"))
            walk(item.get("item", []))
    walk(resource.get("item", []))
    return found


def answer(resource, link_id):
    return next(iter(answers(resource, link_id)), None)


class Record:
    def __init__(self, told, desk):
        references, said, gone = {}, [], set()
        for line in told:
            resource = line["resource"]
            if line["kind"] == "reference":
                references[resource["resourceType"], resource["id"]] = resource
                continue
            old = extension(resource, "urn:wardlight:supersedes")
            if old:
                gone.add(last(old["valueReference"]["reference"]))
            said.append(resource)
        self.said = [s for s in said if s["id"] not in gone and s.get("status") != "entered-in-error"]
        self.desk = desk
        self.ward = {k[1]: last(r["partOf"]["reference"]) for k, r in references.items() if k[0] == "Location" and "partOf" in r}
        self.kind = {k[1]: self.kind_of(r) for k, r in references.items() if k[0] == "Location"}
        self.births = {k[1]: date.fromisoformat(r["birthDate"]) for k, r in references.items() if k[0] == "Patient" and "birthDate" in r}
        self.stays = {k[1]: self.stay(r) for k, r in references.items() if k[0] == "Encounter"}
        self.comfort = [self.flag(r) for k, r in references.items() if k[0] == "Flag" and "comfort" in r["code"]["text"].lower()]

    def stay(self, r):
        period = r["period"]
        said = r.get("hospitalization", {}).get("dischargeDisposition", {}).get("text")
        planned = any(t.get("text") in pack("readmissions")["planned"]["type"] for t in r.get("type", []))
        for entry in self.desk:
            if entry["kind"] == "decision" and entry["about"] == "Encounter/" + r["id"]:
                planned = entry["body"].get("planned", planned)
        return {"inpatient": r["class"]["code"] == "IMP", "planned": planned, "patient": last(r["subject"]["reference"]), "from": at(period["start"]), "to": at(period["end"]) if "end" in period else None,
                "unit": self.ward[last(r["location"][0]["location"]["reference"])], "said": said}

    def counts_elsewhere(self, encounter, moment):  # another stay of the same patient, which began later, covers the moment
        mine = self.stays[encounter]
        return any(s["patient"] == mine["patient"] and covers(s, moment) and (s["from"], e) > (mine["from"], encounter) for e, s in self.stays.items())

    def kind_of(self, location):
        codes = [c.get("code") for t in location.get("type", []) for c in t.get("coding", [])]
        return next((k["kind"] for k in pack("reporting")["unitKinds"] if set(codes) & set(k["said"])), None)

    def flag(self, r):
        return {"patient": last(r["subject"]["reference"]), "encounter": last(r.get("encounter", {}).get("reference", "")), "from": at(r["period"]["start"])}

    def has_comfort_care(self, encounter):
        stay, hours = self.stays[encounter], pack("reporting")["comfortCareHours"]
        return any(f["from"] <= stay["from"] + timedelta(hours=hours) and (f["encounter"] or encounter) == encounter and f["patient"] == stay["patient"] for f in self.comfort)

    def is_grown_up(self, stay):
        born, day = self.births.get(stay["patient"]), stay["from"].astimezone(ZONE).date()
        return born is not None and (day.year - born.year) - ((day.month, day.day) < (born.month, born.day)) >= 18

    def forms(self, name):
        return [s for s in self.said if s.get("questionnaire", "").startswith(f"urn:wardlight:questionnaire:{name}|")]

    def of(self, kind):
        return [s for s in self.said if s["resourceType"] == kind]

    def unit(self, resource):
        return self.stays[last(resource["encounter"]["reference"])]["unit"]


def covers(span, moment):
    return span["from"] <= moment and (span["to"] is None or moment < span["to"])


def in_month(moment):
    return local(FIRST, 0) <= moment < local(AFTER, 0)


def devices(record):
    for use in record.of("DeviceUseStatement"):
        end = use["timingPeriod"].get("end")
        yield {"encounter": last(extension(use, "urn:wardlight:encounter")["valueReference"]["reference"]), "kind": use["device"]["identifier"]["value"],
               "from": at(use["timingPeriod"]["start"]), "to": at(end) if end else None}


def month_days():
    day = FIRST
    while day < AFTER:
        yield day
        day += timedelta(1)


class Count(dict):
    def add(self, unit, name, n=1):
        for key in ((unit, name), ("", name)):
            self[key] = self.get(key, 0) + n


def count_days(record, count):
    used = list(devices(record))
    for day in month_days():
        moment = local(day + timedelta(1), 0)
        for encounter, stay in record.stays.items():
            if not covers(stay, moment):
                continue
            if record.counts_elsewhere(encounter, moment):
                count.add(stay["unit"], "days_elsewhere")
                continue
            count.add(stay["unit"], "patient_days")
            here = {d["kind"] for d in used if d["encounter"] == encounter and covers(d, moment)}
            for kind, name in (("urinary", "urinary_days"), ("central-line", "line_days")):
                count.add(stay["unit"], name, 1 if kind in here else 0)


def kind_of_round(form, rounding):
    checklist = rounding["checklist"]
    said = answer(form, "RND-01")
    kind = {"yes": "full", "asleep": "asleep", "refused": "refused", "in-room-care": "in-room-care"}[said]
    glance = checklist["asleepGlance" if kind == "asleep" else "glance"]
    complete = all(answers(form, item) and not set(answers(form, item)) & set(checklist["unseen"]) for item in glance)
    rule = next(k for k in rounding["kinds"] if k["kind"] == kind)
    return rule["complete" if complete else "incomplete"]


def count_rounds(record, count):
    rounding = pack("rounding")
    early, late, least = (timedelta(minutes=rounding[k]) for k in ("earlyMin", "lateMin", "minAvailableMin"))
    starts = [int(s[:2]) * 60 + int(s[3:]) for s in rounding["starts"]]
    slots = []
    day = FIRST - timedelta(4)
    while day < AFTER + timedelta(1):
        for i, start in enumerate(starts):
            end = local(day, starts[i + 1]) if i + 1 < len(starts) else local(day + timedelta(1), starts[0])
            if local(day, start) < end:
                slots.append((day, local(day, start), end))
        day += timedelta(1)
    rounds = {}
    for form in record.forms("hourly-round"):
        rounds.setdefault(last(form["encounter"]["reference"]), []).append((at(form["authored"]), kind_of_round(form, rounding)))
    for encounter, stay in record.stays.items():
        open_slots = []
        for day, start, end in slots:
            there = min(end, stay["to"] or end) - max(start, stay["from"])
            if there >= min(least, end - start):
                open_slots.append([day, start, end, None])
        for moment, effect in sorted(rounds.get(encounter, []), key=lambda r: r[0]):
            for slot in open_slots:
                if slot[3] is None and slot[1] - early <= moment < slot[2] + late:
                    slot[3] = effect
                    break
        for day, start, end, effect in open_slots:
            if FIRST <= day < AFTER and covers(stay, start) and not record.counts_elsewhere(encounter, start):
                count.add(stay["unit"], "rounds_due")
                count.add(stay["unit"], "rounds_done", 1 if effect == "done" else 0)


def count_discharges(record, count):
    died, elsewhere = lambda s: s["said"] == "DIED", lambda s: s["said"] == "ACUTE HOSPITAL"
    screened = {last(f["encounter"]["reference"]) for f in record.forms("vaccine-screen") if answer(f, "VAC-1") == "influenza"}
    for encounter, stay in record.stays.items():
        if stay["to"] is None or not in_month(stay["to"]) or not stay["inpatient"]:
            continue
        unit, left = stay["unit"], stay["to"].astimezone(ZONE).date()
        count.add(unit, "discharges")
        if record.is_grown_up(stay):
            count.add(unit, "eligible_inpatient_days", (left - stay["from"].astimezone(ZONE).date()).days)
        count.add(unit, "season_discharges")
        count.add(unit, "season_discharges_screened", 1 if encounter in screened else 0)
        later = [(s["from"], s["planned"]) for e, s in record.stays.items() if e != encounter and s["inpatient"] and s["patient"] == stay["patient"] and s["from"] >= stay["from"]]
        back, planned = min(later, default=(None, False))
        if not died(stay) and not elsewhere(stay):
            count.add(unit, "index_discharges")
            if back is not None and back >= stay["to"]:
                count.add(unit, "readmissions", 1 if not planned and (back.astimezone(ZONE).date() - left).days <= 30 else 0)
        target = stay["to"] + timedelta(hours=72)
        if died(stay) or elsewhere(stay) or (back is not None and back <= target):
            continue
        reached = [at(f["authored"]) for f in record.forms("discharge-call") if last(f["encounter"]["reference"]) == encounter and answer(f, "CAL-1") == "reached"]
        count.add(unit, "calls_eligible")
        count.add(unit, "calls_reached", 1 if reached and stay["to"] < min(reached) <= target else 0)


def count_acts(record, count):
    for form in record.forms("handoff-given"):
        if in_month(at(form["authored"])):
            count.add(record.unit(form), "handoffs")
            count.add(record.unit(form), "bedside", 1 if answer(form, "H1-2") == "bedside" else 0)
    for form in record.forms("teach-back"):
        if in_month(at(form["authored"])) and answer(form, "TBK-5") in ("correct-first", "correct-after-reteach", "partial", "not-able"):
            count.add(record.unit(form), "taught")
            count.add(record.unit(form), "understood", 1 if answer(form, "TBK-5").startswith("correct") else 0)
    for form in record.forms("hand-hygiene-observation"):
        for action in answers(form, "HHO-5") if in_month(at(form["authored"])) else []:
            count.add(record.unit(form), "hands")
            count.add(record.unit(form), "clean", 1 if action in ("HR", "HW") else 0)
    for form in record.forms("staff-injury-hazard"):
        if in_month(at(form["authored"])):
            count.add(record.unit(form), "hazards")
            count.add(record.unit(form), "fixed", 1 if answer(form, "HAZ-5") == "yes" else 0)
    for call in record.of("Communication"):
        if in_month(at(call["sent"])):
            count.add(record.unit(call), "family_calls")


def count_falls(record, count):
    harmed = set()
    for fall in record.of("AdverseEvent"):
        level = fall["severity"]["coding"][0]["code"]
        for entry in record.desk:
            if entry["kind"] == "correction" and entry["about"] == "AdverseEvent/" + fall["id"]:
                level = entry["body"].get("injury", level)
        stay = record.stays[last(fall["encounter"]["reference"])]
        if level in ("moderate", "major", "death") and stay["to"] and in_month(stay["to"]) and id(stay) not in harmed and record.is_grown_up(stay) and stay["from"] <= at(fall["date"]):
            harmed.add(id(stay))
            count.add(stay["unit"], "harmed_stays")
        if not in_month(at(fall["date"])):
            continue
        reports = [f for f in record.forms("fall-event") if last(extension(f, "urn:wardlight:about")["valueReference"]["reference"]) == fall["id"]]
        count.add(stay["unit"], "falls")
        count.add(stay["unit"], "falls_injured", 1 if level in ("minor", "moderate", "major", "death") else 0)
        count.add(stay["unit"], "falls_moderate", 1 if level in ("moderate", "major", "death") else 0)
        count.add(stay["unit"], "falls_unassisted", 1 if reports and answer(reports[-1], "FAL-3") == "no" else 0)


def count_skin(record, count):
    serious = {s["stage"] for s in pack("pressure-injury")["stages"] if s.get("hospitalEvent")}
    injuries = record.forms("pressure-injury")
    for form in injuries:
        if in_month(at(form["authored"])) and answer(form, "PIN-3") in serious and answer(form, "PIN-4") != "yes":
            count.add(record.unit(form), "injuries")
    surveyed = set()
    for form in record.forms("skin-check"):
        encounter, moment = last(form["encounter"]["reference"]), at(form["authored"])
        if moment.astimezone(ZONE).date() != date(2025, 3, 15) or answer(form, "SKN-4") == "refused" or encounter in surveyed:
            continue
        surveyed.add(encounter)
        found = any(last(i["encounter"]["reference"]) == encounter and at(i["authored"]) < local(date(2025, 3, 16), 0) and answer(i, "PIN-3") in serious
                    and answer(i, "PIN-4") != "yes" for i in injuries)
        count.add(record.unit(form), "surveyed")
        count.add(record.unit(form), "surveyed_injured", 1 if found else 0)


def count_sepsis(record, count):
    within = {s["id"]: timedelta(minutes=s["withinMin"]) for s in pack("sepsis")["bundle"] if s["need"] == "always"}
    first = {}
    for form in record.forms("sepsis-confirm"):
        encounter = last(form["encounter"]["reference"])
        if encounter not in first or at(form["authored"]) < at(first[encounter]["authored"]):
            first[encounter] = form
    for encounter, form in first.items():
        start = at(form["authored"])
        if not in_month(start):
            continue
        done = {}
        for step in record.forms("sepsis-bundle"):
            if last(step["encounter"]["reference"]) == encounter:
                name = answer(step, "SEB-1")
                done[name] = min(done.get(name, at(step["authored"])), at(step["authored"]))
        met = all(name in done and done[name] <= start + limit for name, limit in within.items()) and done["blood-cultures"] <= done["antibiotics"]
        stay = record.stays[encounter]
        count.add(stay["unit"], "sepsis")
        count.add(stay["unit"], "sepsis_met", 1 if met else 0)
        if record.has_comfort_care(encounter):
            continue
        day = (start.astimezone(ZONE).date() - stay["from"].astimezone(ZONE).date()).days + 1
        for name in ["sepsis_case"] + ["sepsis_ho"] * (day >= pack("reporting")["sepsisOnsetFromDay"]):
            count.add(stay["unit"], name)
            count.add(stay["unit"], name + "_died", 1 if stay["said"] == "DIED" else 0)


def count_infections(record, count):
    for entry in record.desk:
        if entry["kind"] != "event" or not entry["body"].get("confirmed"):
            continue
        day, stay = date.fromisoformat(entry["body"]["date"]), record.stays[entry["body"]["encounter"]]
        if not FIRST <= day < AFTER:
            continue
        of_stay = (day - stay["from"].astimezone(ZONE).date()).days + 1
        if entry["body"]["kind"] == "cdi":
            count.add(stay["unit"], "cdi", 1 if of_stay >= 4 else 0)
            continue
        in_place = set()
        for device in devices(record):
            if device["kind"] == "urinary" and record.stays[device["encounter"]]["patient"] == stay["patient"]:
                one = device["from"].astimezone(ZONE).date()
                end = device["to"].astimezone(ZONE).date() if device["to"] else day
                while one <= min(end, day):
                    in_place.add(one)
                    one += timedelta(1)
        run, one = 0, day if day in in_place else day - timedelta(1)
        while one in in_place:
            run, one = run + 1, one - timedelta(1)
        count.add(stay["unit"], "cauti", 1 if run > 2 and of_stay >= 3 else 0)


MEASURES = {  # numerator, denominator
    "FALL-T": ("falls", "patient_days"), "FALL-I": ("falls_injured", "patient_days"), "FALL-M": ("falls_moderate", "patient_days"),
    "FALL-U": ("falls_unassisted", "patient_days"), "FALL-R": ("falls_injured", "falls"), "FALL-H": ("harmed_stays", "eligible_inpatient_days"),
    "DUR-U": ("urinary_days", "patient_days"), "DUR-L": ("line_days", "patient_days"), "CAUTI": ("cauti", "urinary_days"), "CLABSI": ("clabsi", "line_days"),
    "CDI-HO": ("cdi", "patient_days"), "HAPI-P": ("surveyed_injured", "surveyed"), "SEP-B": ("sepsis_met", "sepsis"), "SEP-M": ("sepsis_case_died", "sepsis_case"),
    "SEP-M-HO": ("sepsis_ho_died", "sepsis_ho"),
    "READ-A": ("readmissions", "index_discharges"), "IMM-2": ("season_discharges_screened", "season_discharges"), "HH": ("clean", "hands"),
    "RND": ("rounds_done", "rounds_due"), "BSR": ("bedside", "handoffs"), "TB": ("understood", "taught"), "CALL": ("calls_reached", "calls_eligible"),
    "RRT": ("family_calls", "patient_days"), "HAZARD": ("fixed", "hazards"), "HARM": ("harm", "discharges")}


def recount(told, desk):
    record, count = Record(told, desk), Count()
    for part in (count_days, count_rounds, count_discharges, count_acts, count_falls, count_skin, count_sepsis, count_infections):
        part(record, count)
    for unit in {u for u, _ in count}:
        count[unit, "harm"] = sum(count.get((unit, part), 0) for part in ("falls_injured", "cauti", "cdi", "injuries"))
    return record, count


def units_out(record, measure):  # of kinds that this measure leaves out
    kinds = {kind for rule in pack("reporting")["leftOut"] if measure in rule["measures"] for kind in rule["unitKinds"]}
    return {unit for unit, kind in record.kind.items() if kind in kinds and unit in record.ward.values()}


def compare(figures, recounted):
    (record, count), wrong, compared, left_out = recounted, [], set(), 0
    for figure in json.load(open(f"{kept}/{figures}")):
        unit, measure = figure["unit"], figure["measure"]
        if measure not in MEASURES:
            continue
        out = units_out(record, measure)
        if unit in out:
            wrong.append(f"{figures} {unit} {measure}: the hub counts a unit that is left out")
        mine = [count.get((unit, name), 0) - (0 if unit else sum(count.get((one, name), 0) for one in out)) for name in MEASURES[measure]]
        compared.add(measure)
        left_out += bool(out) and not unit and count.get(("", MEASURES[measure][1]), 0) != mine[1]
        if mine != [figure["n"], figure["d"]]:
            wrong.append(f"{figures} {unit or 'hospital'} {measure}: hub {figure['n']}/{figure['d']}, recount {mine[0]}/{mine[1]}")
    return wrong, compared, left_out


told, desk = lines("record.ndjson"), lines("desk.ndjson")
early = [line for line in told if at(line["received"]) < local(date(2025, 4, 13), 0)]
recounted = recount(told, desk)
wrong, compared, left_out = compare("figures.json", recounted)
more, _, _ = compare("first.json", recount(early, []))
if recounted[1].get(("", "days_elsewhere"), 0) < 5:
    more.append("too few days of patients with stays on two units: the month says nothing of that rule")
if left_out < 5:
    more.append(f"only {left_out} figures of the hospital leave a unit out: the month says nothing of that rule")
print("\n".join(wrong + more) or f"{len(compared)} measures, first and last versions, are the same")
sys.exit(1 if wrong or more or len(compared) < 22 else 0)
