#!/usr/bin/env python3
"""Holds the exported JSON Schema to an independent validator: every scenario is accepted, and of the bad files those that a
schema can refuse are refused. Needs Debian's python3-jsonschema and python3-yaml. Exit code 0: all as it should be; 1: not."""

import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as the harness reads it: PyYAML alone takes the key `on` for true and 1:30 for 90."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", ["t", "f"]),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
]:
    Core.add_implicit_resolver(tag, re.compile(pattern), first)


def main() -> int:
    schema = json.loads((ROOT / "scenarios/scenario.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = []

    scenarios = sorted((ROOT / "scenarios").rglob("*.yaml"))
    for path in scenarios:
        for error in validator.iter_errors(yaml.load(path.read_text(), Core)):
            wrong.append(f"{path.relative_to(ROOT)}: refused at {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")

    bad = sorted((ROOT / "tests/schema/bad").glob("*.yaml"))
    refused = 0
    for path in bad:
        expected = re.search(rb"^# schema: (refuses|accepts|cannot read)$", path.read_bytes(), re.MULTILINE)
        try:
            found = "accepts" if validator.is_valid(yaml.load(path.read_bytes().decode(), Core)) else "refuses"
        except (yaml.YAMLError, UnicodeDecodeError):
            found = "cannot read"
        refused += found == "refuses"
        if expected is None or expected[1].decode() != found:
            wrong.append(f"{path.relative_to(ROOT)}: the schema {found} it, expected: {expected and expected[1].decode()}")

    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    print(f"{len(scenarios)} scenario files, {len(bad)} bad files of which the schema refuses {refused}: {len(wrong)} wrong")
    return 1 if wrong or not scenarios or not refused else 0


if __name__ == "__main__":
    sys.exit(main())
