import { aboutPage } from './about-page.ts';
import { accessibilityPage } from './accessibility-page.ts';
import { helpPage } from './help-page.ts';
import { privacyPage } from './privacy-page.ts';
import { ProseView } from './prose.tsx';

export const HelpView = () => <ProseView page={helpPage} />;
export const AboutView = () => <ProseView page={aboutPage} />;
export const AccessibilityView = () => <ProseView page={accessibilityPage} />;
export const PrivacyView = () => <ProseView page={privacyPage} />;
