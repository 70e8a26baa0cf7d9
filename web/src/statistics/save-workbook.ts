import { saveFile } from '../kit/save-file.ts';
import type { Sheet } from './sheets.rules.ts';
import type { StatisticsWords } from './wording/words.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What no file system takes in a name. */
const UNFIT = /[\\/:*?"<>|]/g;

/** Hands over a workbook with a page for each of these sheets; what writes it is fetched with the first one. */
export async function saveWorkbook(
  title: string,
  sheets: readonly Sheet[],
  names: StatisticsWords['sheets'],
): Promise<void> {
  const { workbookOf } = await import('./workbook.ts');
  const pages = sheets.map(({ id, ...sheet }) => ({ ...sheet, name: names[id] }));
  saveFile(`${title.replace(UNFIT, ' ')}.xlsx`, XLSX, await workbookOf(pages));
}
