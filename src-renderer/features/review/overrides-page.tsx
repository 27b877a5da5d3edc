import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { causeName } from '#shared/labels/photo-cause.ts';
import { overrideKindLabel } from '#shared/labels/photo-override.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import './overrides.css';
import './review.css';
import { PhotoDialog } from './photo-dialog.tsx';
import { SeenOnly } from './seen-only.tsx';

type Overrides = Output<'photo.overrides'>;
type Line = Overrides['lines'][number];

/** 例外照片: every photo that a second person let pass although the gate refused it: how many of each kind, who, why. */
export function OverridesPage(): ReactNode {
  const { value, fault, refetch } = useDeskQuery('photo.overrides', {});
  const [asked, setAsked] = useState<string | null>(null);
  const [isEnlarged, setEnlarged] = useState(false);
  const lines = value?.lines ?? [];
  const at = Math.max(
    0,
    lines.findIndex((line) => line.captureId === asked),
  );
  const selected = lines[at] ?? null;
  return (
    <Page
      title="例外照片：由第二人放行的"
      focusTitle={lines.length === 0}
      actions={
        <ActionBar
          primary={{
            label: '放大照片',
            keyHint: '回车',
            bindKey: false,
            closedWhy: selected === null ? '没有例外照片' : null,
            onAct: () => setEnlarged(true),
          }}
        />
      }
    >
      <FaultView fault={fault} onReload={() => void refetch()} />
      {value !== undefined && lines.length === 0 && (
        <EmptyState sentence="没有例外照片。照片没有通过检查、由第二人放行的，都记在这里。" />
      )}
      {value !== undefined && lines.length > 0 && (
        <>
          <KindChart counts={value.counts} />
          <div className="card flush">
            <RovingList
              label="例外照片"
              items={lines}
              keyOf={(line) => line.captureId}
              selected={selected?.captureId ?? null}
              onSelect={(line) => setAsked(line.captureId)}
              onOpen={() => setEnlarged(true)}
              takeFocus
            >
              {(line) => <Row line={line} />}
            </RovingList>
          </div>
        </>
      )}
      {isEnlarged && selected !== null && (
        <PhotoDialog
          shown={selected}
          words={[
            `${overrideKindLabel(selected.kind)}：${selected.words}`,
            whoWords(selected),
            ...selected.causes.map((cause) => cause.sentence),
          ]}
          onStep={(by) => setAsked(lines[Math.min(Math.max(at + by, 0), lines.length - 1)]?.captureId ?? null)}
          onClose={() => setEnlarged(false)}
        />
      )}
    </Page>
  );
}

/** How many of each kind, as bars on one scale. */
function KindChart({ counts }: { readonly counts: Overrides['counts'] }): ReactNode {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="card kind-chart" aria-label="各类有多少">
      <p>
        一共 <strong className="figures">{total}</strong> 张
      </p>
      <dl>
        {counts.map(({ kind, count }) => (
          <div key={kind}>
            <dt>{overrideKindLabel(kind)}</dt>
            <dd>
              <span className="kind-bar" aria-hidden="true" data-kind={kind}>
                {count > 0 && <span style={{ inlineSize: `${(count / most) * 100}%` }} />}
              </span>
              <span className="figures">{count}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Row({ line }: { readonly line: Line }): ReactNode {
  const { captureId, fullName, className, kind, words, causes } = line;
  return (
    <div className="override-row">
      <span className="release-photo">
        <SeenOnly>
          <PhotoImage captureId={captureId} alt={`${fullName} 本次照片`} />
        </SeenOnly>
      </span>
      <span className="release-who">
        <PersonName name={fullName} />
        <span className="hint">{className}</span>
      </span>
      <span>
        <strong>{overrideKindLabel(kind)}</strong>：{words}
      </span>
      <span className="second">{causes.map((cause) => causeName(cause.code)).join('、')}</span>
      <span className="hint">{whoWords(line)}</span>
    </div>
  );
}

function whoWords({ by, clerk, at }: Line): string {
  return `${by} 放行，${clerk} 采集，${dayAndTime(at)}`;
}
