import { type ThemeConfig, theme } from 'antd';
import type { Appearance } from '../stores/appearance-store.ts';
import { dark, light, type Palette } from './tokens.ts';

export const fontFamily =
  "'Noto Sans SC', 'Microsoft YaHei UI', 'Noto Sans CJK SC', 'PingFang SC', 'Plangothic P1', 'Jigmo', 'SimSun-ExtB', sans-serif";

/** The palette of a look. */
export function paletteOf(appearance: Appearance): Palette {
  return appearance === 'dark' ? dark : light;
}

/**
 * antd's tokens replaced where its defaults are too faint (white on primary 4.1, warning 1.9, placeholder 1.8, border
 * 1.4 : 1) or too small; sizes in px for gloves and glare: controls 36, primary acts 48, nothing under 13.
 */
export function deskTheme(appearance: Appearance): ThemeConfig {
  const colours = paletteOf(appearance);
  const { tone } = colours;
  return {
    algorithm: appearance === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.primaryFill,
      colorPrimaryHover: colours.primaryHover,
      colorPrimaryActive: colours.primaryHover,
      colorPrimaryBorder: colours.focus,
      colorLink: colours.link,
      colorLinkHover: colours.link,
      colorLinkActive: colours.link,
      colorTextLightSolid: colours.onPrimary,
      colorText: colours.text,
      colorTextHeading: colours.text,
      colorTextSecondary: colours.second,
      colorTextTertiary: colours.hint,
      colorTextDescription: colours.hint,
      colorTextPlaceholder: colours.hint,
      colorTextQuaternary: colours.hint,
      colorTextDisabled: colours.hint,
      colorIcon: colours.second,
      colorBgLayout: colours.page,
      colorBgContainer: colours.card,
      colorBgElevated: colours.card,
      colorBorder: colours.controlBorder,
      colorBorderSecondary: colours.line,
      colorSplit: colours.line,
      colorError: tone.refused.text,
      colorErrorText: tone.refused.text,
      colorErrorBg: tone.refused.fill,
      colorWarning: tone.returned.text,
      colorWarningText: tone.returned.text,
      colorWarningBg: tone.returned.fill,
      colorSuccess: tone.done.text,
      colorSuccessText: tone.done.text,
      colorSuccessBg: tone.done.fill,
      colorInfo: tone.underWay.text,
      colorInfoBg: tone.underWay.fill,
      fontFamily,
      fontSize: 15,
      fontSizeSM: 13,
      fontSizeLG: 16,
      lineHeight: 1.6,
      controlHeight: 36,
      controlHeightLG: 48,
      controlHeightSM: 36,
      borderRadius: 6,
      borderRadiusLG: 6,
      lineWidthFocus: 3,
      motion: !globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      boxShadow: '0 4px 16px rgba(0, 0, 0, 0.24)',
    },
    components: {
      Table: {
        cellFontSize: 14,
        cellPaddingBlock: 6,
        cellPaddingInline: 12,
        cellFontSizeSM: 14,
        cellPaddingBlockSM: 6,
        headerBg: colours.page,
        headerColor: colours.second,
        rowSelectedBg: colours.selected,
        rowHoverBg: colours.selected,
        rowSelectedHoverBg: colours.selected,
      },
      Form: { labelColor: colours.text, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
      Button: {
        fontWeight: 400,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        dangerColor: tone.refused.fill,
        // the fill's hover colour is too faint as a text on a dark card
        defaultHoverColor: colours.link,
        defaultHoverBorderColor: colours.link,
        defaultActiveColor: colours.link,
        defaultActiveBorderColor: colours.link,
      },
      // its colour is the text of the chosen one: the fill of buttons is too faint for that on a dark card (2.9 : 1)
      Radio: {
        colorPrimary: colours.link,
        colorPrimaryHover: colours.link,
        colorPrimaryActive: colours.link,
        buttonCheckedBg: colours.selected,
      },
      Tag: { defaultBg: tone.waiting.fill, defaultColor: tone.waiting.text },
    },
  };
}
