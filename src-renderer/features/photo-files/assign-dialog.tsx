import { Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { FilePhoto } from './file-photo.tsx';
import type { FileLine } from './file-words.ts';

type Hit = Output<'desk.search'>[number];

/** Whose photo it is: found by name, initials or any number, with the face beside the search. */
export function AssignDialog({ line, onClose }: { readonly line: FileLine; readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Hit | null>(null);
  const wanted = useDeferredValue(text.trim());
  const found = useDeskQuery(
    'desk.search',
    { text: wanted, limit: 20 },
    { enabled: wanted !== '', keepPrevious: true },
  );
  const assign = useCommand('photoFiles.assign');
  const hits = wanted === '' ? [] : (found.value ?? []);
  const selected = hits.find((hit) => hit.candidacyId === picked?.candidacyId) ?? hits[0] ?? null;
  const confirm = async (candidacyId: string | null) => {
    const reply = await assign.run({ fileId: line.fileId, candidacyId });
    if (reply.ok) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || selected === null) return;
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setPicked(hits[Math.min(Math.max(hits.indexOf(selected) + step, 0), hits.length - 1)] ?? null);
  };
  return (
    <Dialog
      title={`${maskNumbersIn(line.fileName)} 是谁的照片`}
      width={720}
      confirmLabel={selected ? `定为 ${selected.fullName}` : '定为这名学生'}
      closedWhy={selected === null ? '先找到学生' : null}
      onConfirm={() => (selected === null ? undefined : confirm(selected.candidacyId))}
      onClose={onClose}
    >
      <FaultView fault={assign.fault ?? found.fault} />
      <div className="assign-columns">
        <FilePhoto line={line} />
        <div>
          <Input
            autoFocus
            value={text}
            aria-label="找学生"
            placeholder="姓名、拼音首字母、任何号码"
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value);
              setPicked(null);
            }}
            onKeyDown={onKeyDown}
          />
          <div className="assign-hits">
            {wanted !== '' && hits.length === 0 && !found.loading && (
              <p role="status">没有找到“{wanted}”。换一种找法</p>
            )}
            <RovingList
              label="找到的学生"
              items={hits}
              keyOf={(hit) => hit.candidacyId}
              selected={selected?.candidacyId ?? null}
              onSelect={setPicked}
              onOpen={(hit) => void confirm(hit.candidacyId)}
            >
              {(hit) => (
                <span className="found-pupil">
                  <PersonName name={hit.fullName} />
                  <span className="hint">
                    {hit.className} · 座号 {hit.seatNo ?? '未排'} · 末四位 {hit.documentLastFour}
                  </span>
                  <StatusMark status={hit.status} held={hit.held} absence={hit.absence} isPrivate={hit.isPrivate} />
                </span>
              )}
            </RovingList>
          </div>
        </div>
      </div>
    </Dialog>
  );
}
