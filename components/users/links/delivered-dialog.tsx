"use client";

import type { Delivery } from "@/lib/users/links/schema";
import { Button } from "../../ui/button";
import { Dialog, type DialogProps } from "../../ui/dialog";
import { LinkDelivery } from "./link-delivery";

type DeliveredDialogProps = Pick<DialogProps, "title" | "line" | "opener" | "onClose"> & {
  delivery: Delivery;
  what: string;
  lasts: string;
};

/** After a link was made. */
export function DeliveredDialog({ delivery, what, lasts, ...dialog }: DeliveredDialogProps) {
  return (
    <Dialog
      {...dialog}
      width="people"
      footer={(close) => (
        <>
          <span className="grow max-sm:hidden" />
          <Button kind="primary" onClick={close} className="max-sm:h-12 max-sm:grow">
            Done
          </Button>
        </>
      )}
    >
      <div role="status" className="px-6 pt-5 pb-6 max-sm:px-4">
        <LinkDelivery delivery={delivery} what={what} lasts={lasts} />
      </div>
    </Dialog>
  );
}
