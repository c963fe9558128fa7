export default { test: { include: ['e2e/sharing.test.ts'], globalSetup: ['/tmp/mine/setup.mjs'], testTimeout: 180000, hookTimeout: 60000 } };
