import { createHash } from 'node:crypto';
import { logToStdout } from './log.ts';
import { readOptions } from './options.ts';
import { startReceiver } from './start-receiver.ts';

try {
  const options = readOptions(process.argv.slice(2), process.env['DATABASE_URL']);
  const receiver = await startReceiver(options, logToStdout);
  const fingerprint = createHash('sha256').update(Buffer.from(receiver.publicKey, 'base64')).digest('hex');
  const store = options.databaseUrl ? 'PostgreSQL' : '内嵌数据库（试用）';
  process.stdout.write(`接收端已启动：${receiver.url}，${store}，密钥指纹 ${fingerprint.slice(0, 16)}\n`);
  if (options.restored)
    process.stdout.write(
      '从备份恢复：现在只办工作人员的命令，登记台来了一律答“正忙”。把备份以后发过的码表、照片规格、版本、转学补发完，停下，去掉 --restored 再启动，登记台才接得上。\n',
    );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void receiver.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
