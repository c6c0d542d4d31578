"""The vault's door: who may open what, and the only way to store what nobody else can read.

A domain gives a record its keys (`make_record`), seals texts with `seal` into a `SealedField`, and
reads them with `read` from a record that somebody's open vault opened (`opened_record`).
"""

from rueckhalt.foundation.vault.actions.holders import (
    PreparedKey,
    close_idle_vaults,
    close_vault,
    forget_holder,
    keep_change,
    keep_first_key,
    keep_new_key,
    keep_open,
    new_passphrase,
    prepare_change,
    prepare_key,
    unlock_vault,
    use_vault,
)
from rueckhalt.foundation.vault.actions.inbox import join_inbox, leave_inbox, open_inbox
from rueckhalt.foundation.vault.actions.records import (
    NewRecord,
    erase_record,
    give_access,
    hand_over,
    hold_alone,
    leave_house,
    make_record,
    take_access,
    take_over,
)
from rueckhalt.foundation.vault.actions.recovery import (
    appoint_recovery,
    begin_recovery,
    finish_recovery,
    make_recovery_key,
    recover_by_paper,
    renew_recovery_key,
)
from rueckhalt.foundation.vault.actions.returns import (
    close_idle_returns,
    close_returned,
    keep_returned,
    use_returned,
)
from rueckhalt.foundation.vault.actions.secrets import (
    StretchedSecret,
    forget_form,
    keep_secret,
    known_record,
    stretch_secret,
)
from rueckhalt.foundation.vault.actions.sweeping import sweep
from rueckhalt.foundation.vault.adapters.boxes import box, new_box_key, public_of_box, unboxed
from rueckhalt.foundation.vault.adapters.derivation import (
    InsideTransactionError,
    PoolFullError,
    refuse_when_full,
)
from rueckhalt.foundation.vault.adapters.disk import make_folder, sync_folder, wipe, write_whole
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError
from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.adapters.streams import SealingWriter
from rueckhalt.foundation.vault.adapters.uploads import (
    ArrivedFile,
    arrived_files,
    kept,
    sealing_uploads,
    take_uploads,
    uploads_by,
)
from rueckhalt.foundation.vault.adapters.values import drop_file, keep_file, read, read_file, seal
from rueckhalt.foundation.vault.models import SealedField
from rueckhalt.foundation.vault.queries.opening import (
    NotHeldError,
    TamperedError,
    opened_record,
    opened_records,
    record_lock,
    returned,
)
from rueckhalt.foundation.vault.queries.state import (
    begun_recoveries,
    half_erased,
    has_key,
    held_by,
    keys_of,
    on_inbox_duty,
    openable_by,
    readers_of,
    recovery_key,
    recovery_people,
    without_share,
)
from rueckhalt.foundation.vault.queries.words import words
from rueckhalt.foundation.vault.rules.keys import OpenRecord, RecordKey, Unlocked
from rueckhalt.foundation.vault.rules.readers import BegunRecovery, Readers
from rueckhalt.foundation.vault.rules.return_secret import ReturnSecret
from rueckhalt.foundation.vault.rules.sealed import Place, Sealed

__all__ = [
    "ArrivedFile",
    "BegunRecovery",
    "DoesNotOpenError",
    "InsideTransactionError",
    "NewRecord",
    "NotHeldError",
    "OpenRecord",
    "Place",
    "PoolFullError",
    "PreparedKey",
    "Readers",
    "RecordKey",
    "ReturnSecret",
    "Sealed",
    "SealedField",
    "SealingWriter",
    "StretchedSecret",
    "TamperedError",
    "Unlocked",
    "appoint_recovery",
    "arrived_files",
    "begin_recovery",
    "begun_recoveries",
    "box",
    "close_idle_returns",
    "close_idle_vaults",
    "close_returned",
    "close_vault",
    "drop_file",
    "erase_record",
    "finish_recovery",
    "forget_form",
    "forget_holder",
    "give_access",
    "half_erased",
    "hand_over",
    "has_key",
    "held_by",
    "hold_alone",
    "join_inbox",
    "keep_change",
    "keep_file",
    "keep_first_key",
    "keep_new_key",
    "keep_open",
    "keep_returned",
    "keep_secret",
    "kept",
    "keys_of",
    "known_record",
    "leave_house",
    "leave_inbox",
    "make_folder",
    "make_record",
    "make_recovery_key",
    "new_box_key",
    "new_passphrase",
    "on_inbox_duty",
    "open_inbox",
    "openable_by",
    "opened_record",
    "opened_records",
    "prepare_change",
    "prepare_key",
    "public_of_box",
    "read",
    "read_file",
    "readers_of",
    "record_lock",
    "recover_by_paper",
    "recovery_key",
    "recovery_people",
    "refuse_when_full",
    "renew_recovery_key",
    "returned",
    "seal",
    "sealing_uploads",
    "shares",
    "stretch_secret",
    "sweep",
    "sync_folder",
    "take_access",
    "take_over",
    "take_uploads",
    "unboxed",
    "unlock_vault",
    "uploads_by",
    "use_returned",
    "use_vault",
    "wipe",
    "without_share",
    "words",
    "write_whole",
]
