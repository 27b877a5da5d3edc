declare module 'qrcode' {
  type SvgOptions = {
    readonly type: 'svg';
    readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H';
    readonly margin: number;
  };
  const qrcode: { readonly toString: (text: string, options: SvgOptions) => Promise<string> };
  export default qrcode;
}
