import ExcelJS from 'exceljs';

/** As a department keeps it: a title, a counter, mixed cells, a sum. */
export async function homesWorkbook(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('养老机构');
  sheet.addRow(['2020 年养老机构一览表']);
  sheet.addRow(['序号', '许可证编号', '机构名称', '机构等级', '床位数', '登记日期', '负责人姓名', '联系电话']);
  for (let i = 1; i <= 24; i += 1)
    sheet.addRow([
      i,
      `漯养许${1000 + i}`,
      `康乐第${i}养老院`,
      i % 3 === 0 ? '二星级' : '一星级',
      40 + i,
      new Date(`2020-03-${String(i).padStart(2, '0')}T00:00:00Z`),
      '王芳',
      `138001380${String(i).padStart(2, '0')}`,
    ]);
  sheet.addRow(['合计', null, null, null, 1260]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
