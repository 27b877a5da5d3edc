import { Button, Select } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { evidenceKinds } from '#shared/domain/evidence-kind.ts';
import { evidenceLabel } from '#shared/labels/application.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { makePages, type Pages } from './make-pages.ts';
import { ScanDialog } from './scan-dialog.tsx';

type Kind = (typeof evidenceKinds)[number];

/** Adds evidence: from a file (picture or PDF, turned into pages here) or page by page with the camera. */
export function EvidenceAdder({
  applicationId,
  version,
  needed,
  usual,
  onAdded,
}: {
  readonly applicationId: string;
  readonly version: number;
  readonly needed: ApplicationSheet['evidenceNeeded'];
  /** what is brought where nothing is needed in every case */
  readonly usual: Kind;
  readonly onAdded: () => Promise<void>;
}): ReactNode {
  const missing = needed.find((one) => !one.given)?.kind ?? null;
  const [picked, setPicked] = useState<Kind | null>(null);
  const [scanning, setScanning] = useState(false);
  const [progress, setProgress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  const choose = useCommand('application.chooseEvidenceFile');
  const add = useCommand('application.addEvidence');
  const kind = picked ?? missing ?? usual;

  const keep = async (fileToken: string | null, pages: Pages): Promise<void> => {
    const reply = await add.run({ applicationId, version, kind, fileToken, pages: [...pages] });
    if (!reply.ok) return;
    announce(`已附上${evidenceLabel(kind)} ${pages.length} 页`);
    setPicked(null);
    await onAdded();
  };
  const fromFile = async (): Promise<void> => {
    setProblem(null);
    const reply = await choose.run({});
    if (!reply.ok || reply.value === null) return;
    const file = reply.value;
    stop.current = new AbortController();
    setProgress('正在打开');
    const pages = await makePages(
      { kind: file.kind, bytes: new Uint8Array(file.bytes) },
      (done, total) => setProgress(`第 ${done} / ${total} 页`),
      stop.current.signal,
    );
    setProgress(null);
    if (pages.ok) await keep(file.fileToken, pages.value);
    else setProblem(pages.fault);
  };
  const fromCamera = async (pages: Pages): Promise<void> => {
    setScanning(false);
    if (pages.length > 0) await keep(null, pages);
  };
  return (
    <section aria-label="附上材料" className="evidence-adder">
      <FaultView fault={choose.fault ?? add.fault} />
      {problem !== null && (
        <p role="alert" className="field-error">
          {problem}。
        </p>
      )}
      <div className="row">
        <Select
          aria-label="哪一种材料"
          value={kind}
          style={{ width: 160 }}
          options={evidenceKinds.map((value) => ({ value, label: evidenceLabel(value) }))}
          onChange={setPicked}
        />
        <Button onClick={() => void (progress === null && fromFile())} aria-disabled={progress !== null}>
          选图片或 PDF…
        </Button>
        <Button onClick={() => progress === null && setScanning(true)} aria-disabled={progress !== null}>
          用摄像头拍…
        </Button>
        {progress !== null && (
          <>
            <span role="status" className="figures">
              {progress}
            </span>
            <Button size="small" onClick={() => stop.current?.abort()}>
              停下
            </Button>
          </>
        )}
      </div>
      {scanning && (
        <ScanDialog kindLabel={evidenceLabel(kind)} onDone={fromCamera} onClose={() => setScanning(false)} />
      )}
    </section>
  );
}
