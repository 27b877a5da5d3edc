import { type ReactNode, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import './application.css';

const looks = {
  genuine: { tone: 'done', shape: 'tick', word: '有效' },
  withdrawn: { tone: 'refused', shape: 'stop', word: '已撤销' },
  wrong: { tone: 'refused', shape: 'stop', word: '对不上' },
  notOfThisDesk: { tone: 'waiting', shape: 'hollow', word: '本机没有' },
  unreadable: { tone: 'waiting', shape: 'hollow', word: '读不懂' },
} as const;

type Asked = { readonly text: string; readonly code: string };

/** 核验成绩证明: the QR line by scanner, or number and code by hand; the answer names its holder masked, to compare with the paper. */
export function CertificateCheckPage(): ReactNode {
  const [text, setText] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { value, fault } = useDeskQuery('certificate.verify', asked ?? { text: '', code: '' }, {
    enabled: asked !== null,
  });
  const isLine = text.trim().startsWith('KAOJI-CERT1/');
  const closedWhy =
    text.trim() === '' ? '先扫二维码，或键入编号' : isLine || code.trim() !== '' ? null : '键入编号的，还要键入核验码';
  return (
    <Page
      title="核验成绩证明"
      focusTitle={false}
      actions={
        <ActionBar
          primary={{ label: '核验', keyHint: 'Ctrl+回车', closedWhy, onAct: () => setAsked({ text, code }) }}
          others={[{ label: '回去', keyHint: 'Esc', onAct: goBack }]}
        />
      }
    >
      <FaultView fault={fault} />
      <div className="certificate-check">
        <TextField
          label="二维码或编号"
          value={text}
          onChange={(next) => {
            setText(next);
            setAsked(null);
          }}
          takeFocus
          maxLength={400}
          hint="用扫码枪扫纸上的二维码；没有扫码枪的，键入 KZ 开头的编号"
        />
        <TextField
          label="核验码"
          required={!isLine}
          value={code}
          onChange={(next) => {
            setCode(next);
            setAsked(null);
          }}
          maxLength={40}
          hint="四组，每组四个字；大小写、横线都不要紧"
        />
        {asked !== null && value !== undefined && (
          <section className="card" role="status" aria-label="核验结果">
            <p>
              <ToneMark {...looks[value.verdict]} />
            </p>
            <p>{value.sentence}</p>
            {value.holder !== null && (
              <p className="figures">
                {value.holder.fullName} · {value.holder.documentNumber}
              </p>
            )}
            {value.issuedOn !== null && (
              <p className="second figures">
                {value.number} · {value.issuedOn} 出具 · {value.subjects} 科
              </p>
            )}
          </section>
        )}
      </div>
    </Page>
  );
}
