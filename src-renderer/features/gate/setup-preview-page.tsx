import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { newPasswordProblem } from './new-password.ts';
import './gate.css';
import { SetupContents } from './setup-contents.tsx';
import { loadGate } from './use-gate.ts';

type Preview = Output<'setup.useDemo'>;

/** What the set-up file says, for people to check against paper; then desk name and first administrator. */
export function SetupPreviewPage({
  preview,
  onBack,
  onSetUp,
}: {
  readonly preview: Preview;
  readonly onBack: () => void;
  readonly onSetUp: (words: readonly string[]) => void;
}): ReactNode {
  const [compared, setCompared] = useState(false);
  const [deskName, setDeskName] = useState('1号台');
  const [loginName, setLoginName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const perform = useCommand('setup.perform');

  const passwordProblem = newPasswordProblem(password, again);
  const missing = [
    deskName.trim() === '' ? '登记台名称' : null,
    ...(preview.isDemo
      ? []
      : [
          compared ? null : '核对公钥指纹',
          displayName.trim() === '' ? '管理员姓名' : null,
          loginName.trim() === '' ? '管理员登录名' : null,
          passwordProblem ? '管理员密码' : null,
        ]),
  ].filter((part) => part !== null);

  const setUp = async () => {
    setTried(true);
    if (missing.length > 0) return;
    const administrator = { loginName: loginName.trim(), displayName: displayName.trim(), password };
    const reply = await perform.run({
      token: preview.token,
      deskName: deskName.trim(),
      administrator: preview.isDemo ? null : administrator,
    });
    if (!reply.ok) return;
    onSetUp(reply.value.recoveryWords);
    await loadGate();
  };

  return (
    <div className="set-up">
      <Page
        title={`核对设置：${preview.officeName}`}
        aside={<span className="second">{preview.isDemo ? '演示旗县' : `自治区 ${preview.issuedOn} 签发`}</span>}
        actions={
          <ActionBar
            primary={{
              label: perform.busy ? '正在建登记台' : '建登记台',
              keyHint: 'Ctrl+回车',
              onAct: setUp,
              closedWhy: missing.length > 0 ? `还差：${missing.join('、')}` : null,
            }}
            others={[{ label: '换一个文件', onAct: onBack }]}
          />
        }
      >
        <FaultView fault={perform.fault} />
        <div className="set-up-columns">
          <section className="card" aria-label="公钥指纹">
            <h2>自治区公钥指纹</h2>
            <p className="fingerprint figures">{preview.regionKeyFingerprint}</p>
            {preview.isDemo ? (
              <p className="second">演示用的公钥，没有纸质指纹。</p>
            ) : (
              <Checkbox checked={compared} onChange={(event) => setCompared(event.target.checked)}>
                每一组都与纸上的一致
              </Checkbox>
            )}
            <p className="second">登记好的资料送往：{preview.receiverUrl ?? '还没有定，由管理员以后填'}</p>
            <h2 className="next-block">这台登记台</h2>
            <TextField
              label="登记台名称"
              value={deskName}
              onChange={setDeskName}
              maxLength={40}
              hint="写在回执和登记表上"
            />
            {!preview.isDemo && (
              <>
                <h2>第一位管理员</h2>
                <TextField label="姓名" value={displayName} onChange={setDisplayName} maxLength={60} />
                <TextField label="登录名" value={loginName} onChange={setLoginName} maxLength={40} />
                <TextField
                  label="密码"
                  kind="password"
                  value={password}
                  onChange={setPassword}
                  error={tried || again !== '' ? passwordProblem : null}
                />
                <TextField label="再输一遍密码" kind="password" value={again} onChange={setAgain} />
              </>
            )}
          </section>
          <SetupContents preview={preview} />
        </div>
      </Page>
    </div>
  );
}
