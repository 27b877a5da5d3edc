import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { outcomeLabel } from '#shared/labels/foreign-result.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { ToneMark } from '../../ui/status-mark.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { ToldLine } from './told-line.tsx';

/** The certificate that was issued: number, what it says, how often it was printed; printing and withdrawing it. */
export function CertificateCard({ applicationId }: { readonly applicationId: string }): ReactNode {
  const { value, fault, refetch } = useDeskQuery('certificate.ofApplication', { applicationId });
  const [doing, setDoing] = useState<'print' | 'withdraw' | null>(null);
  if (fault) return <FaultView fault={fault} onReload={() => void refetch()} />;
  if (!value) return null;
  const offers = (act: string) => value.acts.some((one) => one.act === act);
  return (
    <section className="certificate-card" aria-label="成绩证明">
      <p className="row spread">
        <span className="figures">{value.number}</span>
        {value.withdrawn === null ? (
          <ToneMark tone="done" shape="tick" word="有效" />
        ) : (
          <ToneMark tone="refused" shape="stop" word="已撤销" />
        )}
      </p>
      <p className="second">
        {dayAndTime(value.issuedAt)} {value.issuedBy} 出具 · 打印过 {value.prints} 次
      </p>
      {value.withdrawn !== null && (
        <p className="application-reason">
          {dayAndTime(value.withdrawn.at)} {value.withdrawn.by} 撤销：{value.withdrawn.reason}
        </p>
      )}
      <ToldLine told={value.told} />
      <dl className="application-changes">
        {value.subjects.map((one) => (
          <div key={one.label}>
            <dt>{one.label}</dt>
            <dd>
              {outcomeLabel(one.outcome)} <span className="hint">{one.source}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="row">
        {offers('certificate.print') && (
          <Button type="primary" onClick={() => setDoing('print')}>
            {value.prints === 0 ? '打印…' : '补打…'}
          </Button>
        )}
        {offers('certificate.withdraw') && <Button onClick={() => setDoing('withdraw')}>撤销证明…</Button>}
      </p>
      {doing !== null && (
        <CertificateDialog
          kind={doing}
          certificateId={value.certificateId}
          number={value.number}
          onClose={() => setDoing(null)}
          onDone={() => {
            setDoing(null);
            void refetch();
          }}
        />
      )}
    </section>
  );
}
