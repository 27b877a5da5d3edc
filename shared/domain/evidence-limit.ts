/** Pages that one piece of evidence may have. */
export const mostEvidencePages = 30;

/** Bytes of one page as a JPEG: a sheet of A4 at 200 dpi, readable, stays well below. */
export const mostPageBytes = 1_500_000;

/** Pixels of the longer side of a page. */
export const longestPageSide = 5000;
