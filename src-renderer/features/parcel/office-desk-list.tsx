import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { dayAndTime } from '../../ui/moments.ts';

type Desks = Output<'parcel.desks'>;

/** This desk with its fingerprint to read out, and the desks that people have compared. */
export function OfficeDeskList({ own, desks }: Pick<Desks, 'own' | 'desks'>): ReactNode {
  return (
    <section className="card office-desks" aria-label="登记台">
      <table>
        <thead>
          <tr>
            <th scope="col">登记台</th>
            <th scope="col">指纹</th>
            <th scope="col">何时认的</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{own.deskName}（本机）</th>
            <td className="figures">{own.fingerprint}</td>
            <td />
          </tr>
          {desks.map((desk) => (
            <tr key={desk.deviceId}>
              <th scope="row">{desk.deskName}</th>
              <td className="figures">{desk.fingerprint}</td>
              <td className="figures">{dayAndTime(desk.addedAt)}</td>
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
