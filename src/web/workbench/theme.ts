import type { ThemeConfig } from 'antd';
import { COLORS, FONT_STACK, HIGH_CONTRAST, LATIN_STACK } from '../ui/tokens.ts';
import type { Lang } from '../../shared/i18n.ts';

const quoted = (stack: readonly string[]): string =>
  stack.map((name) => (name.includes(' ') ? `'${name}'` : name)).join(',');

/**
 * The tokens of both front ends as an antd theme. Grounds and lines of states are given, as those that antd derives
 * from dark colours are muddy.
 */
export function antdTheme(lang: Lang): ThemeConfig {
  const { size, contrast } = document.documentElement.dataset;
  const color = contrast === 'high' ? HIGH_CONTRAST : COLORS;
  const large = size === 'large';
  return {
    cssVar: { key: 'keyuan' },
    hashed: false,
    token: {
      colorPrimary: color.accent,
      colorInfo: color.accent,
      colorLink: color.accent,
      colorSuccess: color.success,
      colorSuccessBg: color['success-wash'],
      colorSuccessBorder: color['success-line'],
      colorWarning: color.warning,
      colorWarningBg: color['warning-wash'],
      colorWarningBorder: color['warning-line'],
      colorError: color.danger,
      colorErrorBg: color['danger-wash'],
      colorErrorBorder: color['danger-line'],
      colorInfoBg: color['accent-wash'],
      colorInfoBorder: color['accent-line'],
      colorPrimaryBg: color['accent-wash'],
      colorTextBase: color.text,
      colorText: color.text,
      colorTextSecondary: color.muted,
      colorTextTertiary: color.muted,
      colorTextDescription: color.muted,
      colorTextPlaceholder: color.muted,
      colorTextDisabled: color.muted,
      colorBorder: color.control,
      colorBorderSecondary: color.line,
      colorSplit: color.line,
      colorBgLayout: color.wash,
      fontFamily: quoted(lang === 'en' ? LATIN_STACK : FONT_STACK),
      fontSize: large ? 19 : 15,
      controlHeight: large ? 44 : 36,
      borderRadius: 6,
      wireframe: false,
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Table: {
        headerBg: color.wash,
        headerColor: color.text,
        cellPaddingBlock: 10,
        // Links and badges in a row keep their contrast under the pointer; what antd derives takes it from them.
        rowHoverBg: color.wash,
        rowSelectedBg: color['accent-wash'],
        rowSelectedHoverBg: color['accent-wash'],
      },
      Form: { labelColor: color.text, verticalLabelPadding: '0 0 4px', itemMarginBottom: 20 },
    },
  };
}
