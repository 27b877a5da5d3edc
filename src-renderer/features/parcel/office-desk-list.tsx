import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { dayAndTime } from '../../ui/moments.ts';
import { dutyWords } from './parcel-words.ts';

type Desks = Output<'parcel.desks'>;

/** This desk with its fingerprint to read out, and the desks that people have compared. */
export function OfficeDeskList({
  own,
  desks,
  onAct,
}: Pick<Desks, 'own' | 'desks'> & {
  /** null = this person may not strike a desk off */
  readonly onAct: ((act: 'lose' | 'readLost', desk: Desks['desks'][number]) => void) | null;
}): ReactNode {
  return (
    <section className="card office-desks" aria-label="登记台">
      <table>
        <thead>
          <tr>
            <th scope="col">登记台</th>
            <th scope="col">指纹</th>
            <th scope="col">本机把它当作</th>
            <th scope="col">何时认的</th>
            {onAct && <th scope="col">丢失</th>}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{own.deskName}（本机）</th>
            <td className="figures">{own.fingerprint}</td>
            <td />
            <td />
            {onAct && <td />}
          </tr>
          {desks.map((desk) => (
            <tr key={desk.deviceId}>
              <th scope="row">
                {desk.deskName}
                {desk.told.length > 0 && (
                  <p className="second">
                    带给它的，它说：{desk.told.map(({ label, count }) => `${label} ${count}`).join('，')}
                  </p>
                )}
              </th>
              <td className="figures">{desk.fingerprint}</td>
              <td>
                {desk.lost
                  ? `已丢失：${desk.lost.reason}（${dayAndTime(desk.lost.at)} ${desk.lost.by}）`
                  : dutyWords[desk.duty]}
              </td>
              <td className="figures">{dayAndTime(desk.addedAt)}</td>
              {onAct && (
                <td>
                  <Button size="small" onClick={() => onAct(desk.lost ? 'readLost' : 'lose', desk)}>
                    {desk.lost ? '照样读它的包…' : '记为丢失…'}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {desks.length === 0 && (
        <p className="second">还没有认别的登记台：两台各写一张名片，互相读入，核对指纹，以后就能用 U 盘来往。</p>
      )}
    </section>
  );
}
