"""Reads a marked-up workbook by openpyxl and prints it as JSON: the lines of its list with their links, and every cell of the data
sheet below the header that has a colour or a note. Given: the file, the list's sheet ("" where it has none), the data sheet, the header's row.
"""

import json
import sys

import openpyxl

path, list_name, data_name, header_row = sys.argv[1:]
book = openpyxl.load_workbook(path)
lines = []
if list_name:
    for row in book[list_name].iter_rows():
        if isinstance(row[0].value, int):
            link = row[2].hyperlink
            lines.append({"severity": row[1].value, "place": row[2].value, "link": link and link.location, "detail": row[6].value})
marked = []
for row in book[data_name].iter_rows(min_row=int(header_row) + 1):
    for cell in row:
        fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
        if fill is not None or cell.comment is not None:
            marked.append({"place": cell.coordinate, "fill": fill, "note": cell.comment and cell.comment.text})
print(json.dumps({"lines": lines, "marked": marked}))
