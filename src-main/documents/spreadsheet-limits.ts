/** Most rows of one import; beyond it a preview can no longer be looked through by people. */
export const mostRows = 20_000;
/** Rows with only formatting that a file may drag along. */
export const mostEmptyRows = 300_000;
/** Columns that are read; a roster has about thirty. */
export const mostColumns = 200;
/** Bytes of the file as it lies on the disk. */
export const mostFileBytes = 50_000_000;
/** Bytes of all parts of a workbook after inflating. */
export const mostInflatedBytes = 200_000_000;
/** A part that grows more than this over a size worth minding was made to hurt. */
export const mostInflation = 300;
export const inflationFloor = 5_000_000;
/** Parts of a workbook; one table needs about ten. */
export const mostParts = 200;
/** Code units of one cell; Excel itself stops at 32,767. */
export const longestCell = 32_767;
/** Title lines that may stand above the header line. */
export const headerSearchRows = 10;
