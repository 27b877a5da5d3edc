import { Button, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import type { Folder } from './file-words.ts';

type Matching = Input<'photoFiles.match'>['matching'];

/** How files find their pupils: by number, by seat, by the order of a class list. Nothing changes before 重新认人. */
export function MatchingBar({ folder }: { readonly folder: Folder }): ReactNode {
  const [chosen, setChosen] = useState<Matching>(folder.matching);
  const classes = useDeskQuery('desk.classes', {});
  const match = useCommand('photoFiles.match');
  const change = (part: Partial<Matching>): void => setChosen({ ...chosen, ...part });
  const run = async (): Promise<void> => {
    const reply = await match.run({ folderId: folder.summary.folderId, matching: chosen });
    if (reply.ok) announce(`认出 ${reply.value.matched} 张，待定 ${reply.value.open} 张`);
  };
  return (
    <section className="matching-bar" aria-label="认人的办法">
      <Radio.Group
        aria-label="认人的办法"
        optionType="button"
        value={chosen.way}
        options={[
          { value: 'number', label: '按号码认人' },
          { value: 'seat', label: '按座号' },
          { value: 'order', label: '按名单次序' },
        ]}
        onChange={(event) => change({ way: event.target.value as Matching['way'] })}
      />
      {chosen.way !== 'number' && (
        <Select
          aria-label="班级"
          placeholder="选班级"
          className="matching-class"
          value={chosen.classId}
          options={(classes.value ?? []).map((line) => ({
            value: line.classId,
            label: `${line.schoolName} ${line.className}`,
          }))}
          onChange={(classId: string) => change({ classId })}
        />
      )}
      {chosen.way === 'order' && (
        <>
          <Select
            aria-label="照片次序"
            value={chosen.fileOrder}
            options={[
              { value: 'name', label: '照片按文件名' },
              { value: 'time', label: '照片按拍摄时间' },
            ]}
            onChange={(fileOrder: Matching['fileOrder']) => change({ fileOrder })}
          />
          <Select
            aria-label="名单次序"
            value={chosen.listOrder}
            options={[
              { value: 'seat', label: '名单按座号' },
              { value: 'name', label: '名单按姓名' },
            ]}
            onChange={(listOrder: Matching['listOrder']) => change({ listOrder })}
          />
        </>
      )}
      <Button onClick={() => void run()} loading={match.busy}>
        重新认人
      </Button>
      {match.fault && (
        <div className="matching-fault">
          <FaultView fault={match.fault} />
        </div>
      )}
    </section>
  );
}
