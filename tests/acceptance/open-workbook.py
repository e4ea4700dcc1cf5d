"""Opens a large workbook by openpyxl without holding it, reads the first rows of each sheet, and prints the sheets' names as JSON."""

import json
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], read_only=True)
for sheet in book.worksheets:
    list(sheet.iter_rows(max_row=50))
print(json.dumps([sheet.title for sheet in book.worksheets]))
