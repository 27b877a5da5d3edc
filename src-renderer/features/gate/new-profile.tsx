import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { SetupPreviewPage } from './setup-preview-page.tsx';

type Preview = Output<'setup.useDemo'>;

/** An empty profile: the region's set-up file, or the demo county. Nothing is written before the preview is accepted. */
export function NewProfile({ onSetUp }: { readonly onSetUp: (words: readonly string[]) => void }): ReactNode {
  const [preview, setPreview] = useState<Preview | null>(null);
  const choose = useCommand('setup.chooseFile');
  const demo = useCommand('setup.useDemo');

  if (preview !== null) {
    return <SetupPreviewPage preview={preview} onBack={() => setPreview(null)} onSetUp={onSetUp} />;
  }
  const take = async (way: typeof choose | typeof demo) => {
    choose.clear();
    demo.clear();
    const reply = await way.run({});
    if (reply.ok && reply.value) setPreview(reply.value);
  };
  return (
    <main className="gate">
      <aside className="gate-side">
        <p className="product">考籍登记台</p>
        <p className="second">这台电脑上还没有登记台。</p>
      </aside>
      <section className="gate-card wide" aria-labelledby="new-title">
        <h1 id="new-title">设置登记台</h1>
        <FaultView fault={choose.fault ?? demo.fault} />
        <div className="set-up-ways">
          <div className="card column">
            <h2>用自治区发的设置文件</h2>
            <p className="second">
              文件里有本机构、考区、日程、版本和自治区的公钥。手边放好纸质的公钥指纹，下一步要核对。
            </p>
            <Button type="primary" size="large" autoFocus loading={choose.busy} onClick={() => void take(choose)}>
              选设置文件
            </Button>
          </div>
          <div className="card column">
            <h2>先用演示旗县试一试</h2>
            <p className="second">三所学校、约 600 名编出来的学生、各种账户。不会送到任何地方。</p>
            <Button size="large" loading={demo.busy} onClick={() => void take(demo)}>
              打开演示旗县
            </Button>
          </div>
        </div>
      </section>
    </main>
  );
}
