-- A draft says who began it. Those so far are of new objects, begun with the object itself.
ALTER TABLE "external_data_objects" ADD COLUMN "draft_begun_by" uuid;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD COLUMN "draft_begun_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "external_data_objects" SET "draft_begun_by" = "created_by", "draft_begun_at" = "created_at" WHERE "draft" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD CONSTRAINT "external_data_objects_draft_begun_by_fk" FOREIGN KEY ("account_id","draft_begun_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD CONSTRAINT "external_data_objects_draft_begun_check" CHECK (num_nulls("external_data_objects"."draft", "external_data_objects"."draft_begun_by", "external_data_objects"."draft_begun_at") in (0, 3));