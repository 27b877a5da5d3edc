const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** Why personal data may not leave to this address, in Chinese, or null: only over TLS, or to this very machine. */
export function receiverAddressProblem(address: string): string | null {
  const url = new URL(address);
  if (url.username || url.password) return '接收地址：地址里不写账户和密码。去掉后再存';
  if (url.search || url.hash) return '接收地址：问号或井号后面的部分用不上。去掉后再存';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && loopback.includes(url.hostname)) return null;
  return `接收地址 · ${url.origin === 'null' ? url.protocol : url.origin}：只能用 https 开头的地址，或本机的 http://127.0.0.1。改好后再存`;
}
