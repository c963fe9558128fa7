export const purposesOf = (_set: unknown): { id: string; zh: string; en: string }[] => [
  { id: 'public_research', zh: '公益性科学研究', en: 'Public-interest research' },
  { id: 'research', zh: '其他科学研究', en: 'Other research' },
  { id: 'business', zh: '经营性活动', en: 'Business' },
];
