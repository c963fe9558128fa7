/** How somebody is mailed their messages. */
export const MAIL_CHOICES = ['at_once', 'daily', 'none'] as const;
