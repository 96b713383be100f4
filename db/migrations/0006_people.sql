-- People: invitations, resets, identities, sign-ins, notices, reviews, and shares with a reason and an end.
CREATE TABLE "access_reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"connection_id" uuid,
	"user_id" uuid,
	"reviewed_by" uuid NOT NULL,
	"reviewed_at" timestamp (3) with time zone NOT NULL,
	"entries" integer NOT NULL,
	CONSTRAINT "access_reviews_subject_check" CHECK (num_nonnulls("access_reviews"."connection_id", "access_reviews"."user_id") = 1),
	CONSTRAINT "access_reviews_entries_check" CHECK ("access_reviews"."entries" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"invited_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" uuid,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	CONSTRAINT "invitations_token_hash_key" UNIQUE("token_hash"),
	CONSTRAINT "invitations_email_lower_check" CHECK ("invitations"."email" = lower("invitations"."email")),
	CONSTRAINT "invitations_role_check" CHECK ("invitations"."role" in ('member', 'super_admin')),
	CONSTRAINT "invitations_accepted_check" CHECK (("invitations"."accepted_by" is null) = ("invitations"."accepted_at" is null)),
	CONSTRAINT "invitations_withdrawn_check" CHECK (("invitations"."withdrawn_by" is null) = ("invitations"."withdrawn_at" is null)),
	CONSTRAINT "invitations_ended_once_check" CHECK ("invitations"."accepted_at" is null or "invitations"."withdrawn_at" is null)
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"written_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"read_at" timestamp (3) with time zone,
	"mail_state" text DEFAULT 'none' NOT NULL,
	"mail_due_at" timestamp (3) with time zone,
	"mail_tries" integer DEFAULT 0 NOT NULL,
	"mail_id" uuid,
	CONSTRAINT "notices_user_event_key" UNIQUE("user_id","event_id"),
	CONSTRAINT "notices_mail_state_check" CHECK ("notices"."mail_state" in ('none', 'due', 'sending', 'sent', 'failed')),
	CONSTRAINT "notices_mail_due_check" CHECK ("notices"."mail_state" not in ('due', 'sending') or "notices"."mail_due_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "password_resets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "password_resets_token_hash_key" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"method" text NOT NULL,
	"address" text NOT NULL,
	"browser" text NOT NULL,
	CONSTRAINT "sign_ins_method_check" CHECK ("sign_ins"."method" in ('password', 'provider', 'invitation', 'reset', 'demo', 'set_up'))
);
--> statement-breakpoint
CREATE TABLE "used_states" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state_hash" text NOT NULL,
	CONSTRAINT "used_states_hash_key" UNIQUE("state_hash")
);
--> statement-breakpoint
CREATE TABLE "user_identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_identities_subject_key" UNIQUE("issuer","subject"),
	CONSTRAINT "user_identities_user_key" UNIQUE("user_id","issuer")
);
--> statement-breakpoint
DROP INDEX "connection_admins_user_index";--> statement-breakpoint
ALTER TABLE "app_members" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "connection_admins" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "connection_admins" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "connection_admins" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "reviewed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "role_from" text DEFAULT 'account' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_sign_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "mails_notices" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "access_reviews" ADD CONSTRAINT "access_reviews_connection_fk" FOREIGN KEY ("account_id","connection_id") REFERENCES "public"."connections"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_reviews" ADD CONSTRAINT "access_reviews_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_reviews" ADD CONSTRAINT "access_reviews_reviewed_by_fk" FOREIGN KEY ("account_id","reviewed_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_fk" FOREIGN KEY ("account_id","invited_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_accepted_by_fk" FOREIGN KEY ("account_id","accepted_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_withdrawn_by_fk" FOREIGN KEY ("account_id","withdrawn_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_event_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_created_by_fk" FOREIGN KEY ("account_id","created_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_reviews_connection_index" ON "access_reviews" USING btree ("account_id","connection_id","reviewed_at");--> statement-breakpoint
CREATE INDEX "access_reviews_user_index" ON "access_reviews" USING btree ("account_id","user_id","reviewed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_email_key" ON "invitations" USING btree ("email") WHERE accepted_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "invitations_account_index" ON "invitations" USING btree ("account_id","invited_at","id");--> statement-breakpoint
CREATE INDEX "invitations_invited_by_index" ON "invitations" USING btree ("account_id","invited_by");--> statement-breakpoint
CREATE INDEX "notices_user_index" ON "notices" USING btree ("user_id","at","id");--> statement-breakpoint
CREATE INDEX "notices_unread_index" ON "notices" USING btree ("user_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notices_mail_index" ON "notices" USING btree ("mail_due_at") WHERE mail_state in ('due', 'sending');--> statement-breakpoint
CREATE INDEX "password_resets_user_index" ON "password_resets" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_ins_user_index" ON "sign_ins" USING btree ("user_id","at","id");--> statement-breakpoint
CREATE INDEX "connection_admins_ends_index" ON "connection_admins" USING btree ("ends_at") WHERE ends_at is not null;--> statement-breakpoint
CREATE INDEX "connections_by_reviewed_at_index" ON "connections" USING btree ("account_id","environment",coalesce("reviewed_at", '-infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "users_by_name_index" ON "users" USING btree ("account_id","search_key","id");--> statement-breakpoint
CREATE INDEX "users_by_last_sign_in_index" ON "users" USING btree ("account_id",coalesce("last_sign_in_at", '-infinity'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "users_super_admins_by_name_index" ON "users" USING btree ("account_id","search_key","id") WHERE role = 'super_admin';--> statement-breakpoint
CREATE INDEX "users_deactivated_by_name_index" ON "users" USING btree ("account_id","search_key","id") WHERE status = 'deactivated';--> statement-breakpoint
CREATE INDEX "users_deactivated_by_last_sign_in_index" ON "users" USING btree ("account_id",coalesce("last_sign_in_at", '-infinity'::timestamptz),"id") WHERE status = 'deactivated';--> statement-breakpoint
CREATE INDEX "connection_admins_user_index" ON "connection_admins" USING btree ("user_id","connection_id","ends_at");--> statement-breakpoint
ALTER TABLE "connection_admins" ADD CONSTRAINT "connection_admins_ends_check" CHECK ("connection_admins"."ends_at" is null or "connection_admins"."reason" is not null);--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_role_from_check" CHECK ("users"."role_from" in ('account', 'provider'));