import type { Output } from '#shared/contract/index.ts';

/** What a run or an answer brought for the changes, in parts of a sentence; [] = nothing was told. */
export function changeParts({ received, refused, waiting }: Output<'sync.pushNow'>['changes']): readonly string[] {
  return [
    ...(received > 0 ? [`变动送达 ${received} 项`] : []),
    ...(refused > 0 ? [`变动退回 ${refused} 项`] : []),
    ...(waiting > 0 ? [`还有 ${waiting} 项变动待送`] : []),
  ];
}

/** Changes that a run would send now. */
export function sendable({ waiting, held, taken }: Output<'sync.status'>['changes']): number {
  return taken ? waiting - held : 0;
}
