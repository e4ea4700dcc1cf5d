"""What openpyxl sees in the files named: one JSON line a file, values as the other reader writes them."""
import datetime
import json
import sys
import warnings

import openpyxl

warnings.simplefilter('ignore')
HALF_SECOND = datetime.timedelta(milliseconds=500)


def to_the_second(moment):
    return (moment + HALF_SECOND).replace(microsecond=0)


def value_of(value):
    if isinstance(value, datetime.datetime):
        moment = to_the_second(value)
        return {'date': moment.strftime('%Y-%m-%d' if moment.time() == datetime.time(0) else '%Y-%m-%dT%H:%M:%S')}
    if isinstance(value, datetime.date):
        return {'date': value.isoformat()}
    if isinstance(value, datetime.time):
        return {'date': to_the_second(datetime.datetime.combine(datetime.date(2000, 1, 1), value)).strftime('%H:%M:%S')}
    if isinstance(value, datetime.timedelta):
        return value.total_seconds() / 86400
    return value


def sheets_of(path):
    book = openpyxl.load_workbook(path, data_only=True)
    # `_cells` holds the cells that exist; walking the rectangle would take hours where a sheet is sparse.
    return {sheet.title: {cell.coordinate: value_of(cell.value) for cell in sheet._cells.values() if cell.value not in (None, '')} for sheet in book.worksheets}


for path in sys.argv[1:]:
    try:
        print(json.dumps({'file': path, 'refused': None, 'sheets': sheets_of(path)}))
    except Exception as error:
        print(json.dumps({'file': path, 'refused': type(error).__name__, 'sheets': {}}))
