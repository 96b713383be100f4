ALTER TABLE "external_data_objects" ADD COLUMN "draft" jsonb;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD COLUMN "draft_revision" integer DEFAULT 0 NOT NULL;