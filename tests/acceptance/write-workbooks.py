"""Writes workbooks by openpyxl as an officer's program would: reads [{template?, path, headings?, row, rows}] from standard input.

With a template, the rows are typed into its first sheet from `row` on, each cell with its column's format. Without one, a plain
workbook with `headings` is written. A cell is a text, a number, null, {"date": "2020-11-30"} or {"error": "#N/A"}.
"""

import json
import sys
from copy import copy
from datetime import datetime

import openpyxl
from openpyxl.utils import get_column_letter


def value_of(cell):
    if isinstance(cell, dict) and "date" in cell:
        return datetime.fromisoformat(cell["date"])
    return cell["error"] if isinstance(cell, dict) else cell


for job in json.load(sys.stdin):
    template = job.get("template")
    book = openpyxl.Workbook() if template is None else openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    if template is None:
        sheet.title = "数据"
        sheet.append(job["headings"])
    columns = [sheet.column_dimensions[get_column_letter(i + 1)] for i in range(len(job["rows"][0]))]
    for i, row in enumerate(job["rows"]):
        for j, cell in enumerate(row):
            if cell is None:
                continue
            place = sheet.cell(row=job["row"] + i, column=j + 1)
            if template is not None:
                place._style = copy(columns[j]._style)
            place.value = value_of(cell)
    book.save(job["path"])
