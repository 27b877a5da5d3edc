import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { startReading } from './reading.ts';

type FolderLine = Output<'photoFiles.folders'>[number];

/** Choose a folder; what it is good for; the folders that are still here. */
export function FoldersPage(): ReactNode {
  const folders = useDeskQuery('photoFiles.folders', {});
  const choose = useCommand('photoFiles.choose');
  const [selected, setSelected] = useState<string | null>(null);
  const chooseFolder = async () => {
    const reply = await choose.run({});
    if (!reply.ok || reply.value === null) return;
    const { folderId } = reply.value;
    startReading(folderId);
    go({ area: 'photoFiles', params: { folderId } });
  };
  return (
    <Page
      title="照片导入"
      actions={<ActionBar primary={{ label: '选照片文件夹', keyHint: '回车', onAct: chooseFolder }} />}
    >
      <FaultView fault={choose.fault ?? folders.fault} />
      <div className="photo-ways">
        <section className="card">
          <h2>照相馆拍好的照片</h2>
          <p>
            选相机卡里的文件夹，连下一层一起读，一次最多 5,000 张。JPEG 和 PNG 都行，每张按同一份照片规格裁剪、检查。
          </p>
          <p className="second">文件名里有证件号、学籍号、考籍号，自动认人；也可以按座号，或按班级名单的次序。</p>
        </section>
        <section className="card">
          <h2>附上之前都要人看过</h2>
          <p>认出来的只是建议。逐张确认，或看过名单一起确认；有疑问的不会混进去。</p>
          <p className="second">附上只是有了照片。登记仍在登记台完成：登记员核对证件，学生本人确认。</p>
        </section>
      </div>
      <h2>在办的文件夹</h2>
      {folders.value?.length === 0 && <EmptyState sentence="还没有读过照片文件夹。插好相机卡，按回车选文件夹。" />}
      {folders.value !== undefined && folders.value.length > 0 && (
        <div className="card flush">
          <RovingList
            label="在办的文件夹"
            items={folders.value}
            keyOf={(folder) => folder.folderId}
            selected={selected}
            onSelect={(folder) => setSelected(folder.folderId)}
            onOpen={({ folderId }) => go({ area: 'photoFiles', params: { folderId } })}
          >
            {(folder) => <FolderRow folder={folder} />}
          </RovingList>
        </div>
      )}
    </Page>
  );
}

function FolderRow({ folder }: { readonly folder: FolderLine }): ReactNode {
  const { label, createdAt, createdBy, total, waiting, staged, attached } = folder;
  const left = waiting > 0 ? `还有 ${waiting} 张没读` : staged > 0 ? `${staged} 张等确认` : '都办完了';
  return (
    <div className="row spread figures">
      <span>
        {label} <span className="hint">{createdBy}</span>
      </span>
      <span className="second">
        {dayAndTime(createdAt)} · 共 {total} 个文件 · 已附上 {attached} · {left}
      </span>
    </div>
  );
}
