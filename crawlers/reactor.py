"""The one event loop that Scrapy, the scheduler and the queue share."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


def run_with_reactor(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine on the asyncio reactor, behind the guard of addresses; return its result or raise its error.

    Once a process: a reactor cannot be started again. Ctrl-C cancels the coroutine and raises KeyboardInterrupt.
    """
    from scrapy.utils.reactor import install_reactor  # noqa: PLC0415 - whoever imports the reactor first chooses it

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed  # noqa: PLC0415 - the same

    from crawlers.middleware.addresses import install_guard  # noqa: PLC0415 - the same

    reactor: Any = installed
    install_guard(reactor)
    outcome: list[T] = []
    failure: list[BaseException] = []

    async def work() -> None:
        try:
            outcome.append(await main())
        except BaseException as error:  # noqa: BLE001 - handed to the caller below
            failure.append(error)
        finally:
            reactor.callLater(0, reactor.stop)

    tasks: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: tasks.append(asyncio.ensure_future(work())))
    reactor.run(installSignalHandlers=False)
    if failure:
        raise failure[0]
    return outcome[0]
