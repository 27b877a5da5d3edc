import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Accounts and their class scopes. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const userAccount = sqliteTable('user_account', {
  id: text('id').notNull().primaryKey(),
  loginName: text('login_name').notNull(),
  displayName: text('display_name').notNull(),
  role: text('role').notNull(),
  schoolId: text('school_id'),
  password: text('password').notNull(),
  mustChangePassword: integer('must_change_password').notNull(),
  triesLeft: integer('tries_left').notNull(),
  lockedOutAt: text('locked_out_at'),
  disabledAt: text('disabled_at'),
  createdAt: text('created_at').notNull(),
});
export type UserAccountRow = typeof userAccount.$inferSelect;

export const userClass = sqliteTable(
  'user_class',
  {
    userId: text('user_id').notNull(),
    classId: text('class_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.classId] })],
);
export type UserClassRow = typeof userClass.$inferSelect;
