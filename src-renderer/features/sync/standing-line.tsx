import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';

/** Whether the region knows this desk: one quiet word while all is well, else what is wrong and where to mend it. */
export function StandingLine(): ReactNode {
  const { value } = useDeskQuery('device.status', {});
  if (!value) return null;
  const beside = value.copySentence ?? value.leftSentence;
  const isWell = value.tone === 'good' && beside === null;
  return (
    <div className="standing-line" role={isWell ? undefined : 'alert'}>
      <p className={isWell ? 'second' : 'trouble'}>
        登记台设备：{value.word}
        {!isWell && `。${value.tone === 'good' ? beside : value.sentence}`}
      </p>
      <Button size="small" onClick={() => go({ area: 'device' })}>
        登记台设备…
      </Button>
    </div>
  );
}
