"""What a log line may say: where something broke, never what somebody typed."""

import logging
import traceback


class BareFormatter(logging.Formatter):
    """Prints time, level, logger and, of an exception, its type and its places.

    Messages of exceptions and of requests can carry a visitor's words or address, so neither is
    printed: for a record with an exception only its type and the lines of code it passed.
    """

    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        """Returns one line, and below it the places of an exception."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if not (record.exc_info and record.exc_info[0]):
            return f"{head}: {record.getMessage()}"
        places = "".join(
            f"\n  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(record.exc_info[2])
        )
        return f"{head}: {record.exc_info[0].__name__}{places}"
