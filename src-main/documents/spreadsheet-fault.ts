/** Why a file could not be read: a code for the program and one Chinese sentence with a way on. Thrown, because it ends the job. */
export type SpreadsheetFault = Error & { readonly code: string; readonly sentence: string };

/** Builds the fault. The sentence names the remedy and never the content of the file. */
export function spreadsheetFault(code: string, sentence: string): SpreadsheetFault {
  return Object.assign(new Error(code), { code, sentence });
}

/** True for faults of this kind, also after they crossed a process. */
export function isSpreadsheetFault(error: unknown): error is SpreadsheetFault {
  return typeof error === 'object' && error !== null && 'code' in error && 'sentence' in error;
}

/** The one sentence for files that break off or contradict themselves. */
export function damaged(): SpreadsheetFault {
  return spreadsheetFault(
    'damaged',
    '文件已损坏，读不出来。用 Excel 或 WPS 打开检查，另存为新的 xlsx 再导入；打不开时向学校重新要一份',
  );
}

/** The sentence for files that unfold far beyond what a table can be. */
export function bomb(): SpreadsheetFault {
  return spreadsheetFault(
    'bomb',
    '文件解开后大得反常，没有读它。只留名册一张表，另存为 xlsx 再导入；来历不明的文件不要用',
  );
}
