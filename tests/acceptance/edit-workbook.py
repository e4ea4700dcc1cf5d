"""Changes cells of a workbook's sheet by openpyxl and saves it: reads {path, sheet, edits: [[place, value]]} from standard input. `null` empties a cell."""

import json
import sys

import openpyxl

job = json.load(sys.stdin)
book = openpyxl.load_workbook(job["path"])
for place, value in job["edits"]:
    book[job["sheet"]][place].value = value
book.save(job["path"])
