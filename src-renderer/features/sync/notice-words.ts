type Counts = { readonly applied: number; readonly parked: number; readonly refused: number; readonly known: number };

/** What became of notices, part by part: `采用 2 条`, `1 条等前面的记录到了再用`. */
export function noticeParts({ applied, parked, refused, known }: Counts): string[] {
  return [
    ...(applied > 0 ? [`采用通知 ${applied} 条`] : []),
    ...(parked > 0 ? [`${parked} 条等前面的记录到了再用`] : []),
    ...(refused > 0 ? [`${refused} 条不能采用，原因在下面`] : []),
    ...(known > 0 ? [`${known} 条以前收过，没有变化`] : []),
  ];
}
