import { Button, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { listLimit } from '#shared/domain/list-limit.ts';
import { call } from '../../bridge/call.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { announce } from '../../ui/announce.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { AttachDialog } from './attach-dialog.tsx';
import { AttachResults } from './attach-results.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { FileGrid } from './file-grid.tsx';
import { FileSide } from './file-side.tsx';
import { doubts, type FileLine, type Folder, type Only } from './file-words.ts';
import { FolderBar } from './folder-bar.tsx';
import { MatchingBar } from './matching-bar.tsx';
import { ReadingBand } from './reading-band.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { useFileActs } from './use-file-acts.ts';
import { useFiles } from './use-files.ts';

/** What lies over the page. */
type Over =
  | { readonly kind: 'assign' | 'reject'; readonly line: FileLine }
  | { readonly kind: 'attach'; readonly lines: readonly FileLine[] }
  | { readonly kind: 'discard' };

/** One folder: read, propose, look, confirm. Nothing is attached that nobody has confirmed. */
export function FolderPage({ folderId }: { readonly folderId: string }): ReactNode {
  const { value: folder, fault } = useDeskQuery('photoFiles.folder', { folderId });
  if (fault) {
    return (
      <Page title="照片导入">
        <FaultView fault={fault} />
        <Button onClick={() => go({ area: 'photoFiles' })}>回到文件夹列表</Button>
      </Page>
    );
  }
  return folder === undefined ? null : <OpenFolder folder={folder} />;
}

function OpenFolder({ folder }: { readonly folder: Folder }): ReactNode {
  const { folderId, label } = folder.summary;
  const [only, setOnly] = useState<Only>('all');
  const [over, setOver] = useState<Over | null>(null);
  const files = useFiles(folderId, only);
  const acts = useFileActs(files.stepFrom);
  const { selected } = files;
  const close = (): void => setOver(null);

  const confirm = async (): Promise<void> => {
    if (selected === null) return;
    if (!files.isSeen()) return announce('照片刚出来：看一眼，再按回车');
    if (doubts(selected).length > 0) setOver({ kind: 'attach', lines: [selected] });
    else await acts.attach([selected]);
  };
  const confirmReady = async (): Promise<void> => {
    const lines = await everyReady(folderId);
    if (lines.length > 0) setOver({ kind: 'attach', lines });
  };
  return (
    <Page
      title={`照片导入：${label}`}
      focusTitle={false}
      aside={<Filters folder={folder} only={only} onOnly={setOnly} />}
      actions={
        <FolderBar
          folder={folder}
          selected={selected}
          held={acts.held}
          said={acts.said}
          onConfirm={confirm}
          onConfirmReady={confirmReady}
          onAssign={() => selected && setOver({ kind: 'assign', line: selected })}
          onSwap={() => selected && acts.swap(selected)}
          onTurn={() => selected && acts.turn(selected)}
          onReject={() => selected && setOver({ kind: 'reject', line: selected })}
          onTakeBack={() => selected && acts.takeBack(selected)}
          onDiscard={() => setOver({ kind: 'discard' })}
        />
      }
    >
      <div className="files-body">
        <FaultView fault={acts.fault ?? files.fault} onReload={() => void files.refetch()} />
        <ReadingBand folder={folder} />
        <MatchingBar folder={folder} />
        {acts.result && <AttachResults result={acts.result} />}
        <div className="file-columns">
          {files.loaded && files.total === 0 ? (
            <EmptyState
              sentence={only === 'all' ? '这个文件夹里没有照片。' : '这一类没有照片。'}
              act={only !== 'all' && <Button onClick={() => setOnly('all')}>清除筛选</Button>}
            />
          ) : (
            <FileGrid
              total={files.total}
              lineAt={files.lineAt}
              at={files.at}
              held={acts.held?.fileId ?? null}
              onSelect={files.select}
              onSight={files.onSight}
            />
          )}
          {selected && <FileSide line={selected} onShown={files.onShown} />}
        </div>
      </div>
      {over?.kind === 'assign' && <AssignDialog line={over.line} onClose={close} />}
      {over?.kind === 'reject' && <RejectDialog line={over.line} onClose={close} />}
      {over?.kind === 'attach' && <AttachDialog lines={over.lines} onAttach={acts.attach} onClose={close} />}
      {over?.kind === 'discard' && <DiscardDialog folder={folder} onClose={close} />}
    </Page>
  );
}

/** Page after page, so that main is never held up by thousands at once. */
async function everyReady(folderId: string): Promise<readonly FileLine[]> {
  const found = new Map<string, FileLine>();
  for (let offset = 0; ; offset += listLimit) {
    const reply = await call('photoFiles.rows', { folderId, only: 'ready', offset, limit: listLimit });
    if (!reply.ok) return [];
    for (const line of reply.value.rows) found.set(line.fileId, line);
    if (offset + listLimit >= reply.value.total) return [...found.values()];
  }
}

function Filters({
  folder,
  only,
  onOnly,
}: {
  readonly folder: Folder;
  readonly only: Only;
  readonly onOnly: (only: Only) => void;
}): ReactNode {
  const { total, refused, known, rejected, attached } = folder.summary;
  const options: readonly (readonly [Only, string, number])[] = [
    ['all', '全部', total],
    ['ready', '可确认', folder.ready],
    ['open', '待定', folder.open],
    // only a folder that was matched by the order of a list has them
    ...(folder.alone > 0 || only === 'alone' ? [['alone', '单独确认', folder.alone] as const] : []),
    ['trouble', '有疑问', folder.trouble],
    ['unused', '不用', refused + known + rejected],
    ['attached', '已附上', attached],
  ];
  return (
    <Radio.Group
      aria-label="筛选"
      className="figures"
      optionType="button"
      value={only}
      options={options.map(([value, word, count]) => ({ value, label: `${word} ${count}` }))}
      onChange={(event) => onOnly(event.target.value as Only)}
    />
  );
}
