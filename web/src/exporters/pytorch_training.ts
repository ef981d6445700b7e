// SPDX-License-Identifier: Apache-2.0
/** How a PyTorch script trains, measures and stops: the same for every experiment, as its constants say. */

export const TRAINING_TEXT = `
class Training:
    """One training: a step, and what is measured between steps. The same numbers in every process."""

    def __init__(self, tables):
        self.rank = int(os.environ.get("RANK", 0))
        self.processes = int(os.environ.get("WORLD_SIZE", 1))
        self.tables = tables
        self.network = network()
        self.learning = {n: p for n, p in self.network.named_parameters() if p.requires_grad}
        self.parallel = self.network
        if self.processes > 1:
            self.parallel = nn.parallel.DistributedDataParallel(self.network)
        self.optimizer = optimizer_of(self.learning)
        # Tensors of the last exchange: a thread of gloo that is the last to hold one can block the end of the group.
        self.exchanged = [None, None]
        self.steps = 0
        self.gradient_norm = math.nan
        count = len(tables["train"][0])
        self.batch_size = min(BATCH_SIZE or count, count)
        self.steps_per_epoch = math.ceil(count / self.batch_size)
        self.schedule = Schedule(self.last_step(), self.steps_per_epoch)
        self.order = torch.arange(count)
        self.random = torch.Generator().manual_seed(SEED)

    def next_batch(self):
        """Row numbers of the next batch: a new order in every epoch."""
        place = self.steps % self.steps_per_epoch * self.batch_size
        if place == 0 and self.steps_per_epoch > 1:
            self.order = torch.randperm(len(self.order), generator=self.random)
        return self.order[place : place + self.batch_size]

    def penalty(self):
        total = torch.zeros(())
        if L1 == 0 and L2 == 0:
            return total
        for name, w in self.network.named_parameters():
            if PENALIZED is None or name in PENALIZED:
                total = total + L1 * w.abs().sum() + L2 / 2 * w.square().sum()
        return total

    @torch.no_grad()
    def swap_averages(self):
        """Where the optimizer averages its path, the averages take the place of the last parameters; once more: back."""
        for w in self.learning.values():
            average = self.optimizer.state[w].get("ax") if w in self.optimizer.state else None
            if average is not None:
                last = w.clone()
                w.copy_(average)
                average.copy_(last)

    def step(self, rows):
        """One update with these rows. Returns the loss of the batch; where it is not finite there was no update."""
        self.swap_averages()
        try:
            return self.step_from_last(rows)
        finally:
            self.swap_averages()

    def step_from_last(self, rows):
        features, targets, _ = self.tables["train"]
        mine = rows[self.rank :: self.processes]
        # The mean over processes of the weighted means is the mean over the batch; a process without samples counts 0.
        share = self.processes * len(mine) / len(rows)
        mine = mine if len(mine) > 0 else rows[:1]
        last = [0.0]

        @torch.enable_grad()
        def objective():
            """Loss and penalty, with their gradient in the parameters."""
            # The same units are dropped whenever it is asked in one step.
            torch.manual_seed(((SEED * 1000003 + self.steps) * self.processes + self.rank) % 2**63)
            self.optimizer.zero_grad()
            loss = share * loss_of(self.parallel(features[mine]), targets[mine])
            penalty = self.penalty()
            (loss + penalty).backward()
            mean = self.exchanged[0] = loss.detach().clone()
            if self.processes > 1:
                distributed.all_reduce(mean)
                mean /= self.processes
            last[0] = float(mean)
            return mean + penalty.detach()

        self.network.train()
        for name in FROZEN_NORMS:
            self.network.get_submodule(name).eval()
        objective()
        loss = last[0]
        if not math.isfinite(loss):
            return loss
        parameters = list(self.learning.values())
        self.gradient_norm = math.sqrt(sum(float(p.grad.square().sum()) for p in parameters))
        if CLIP_NORM is not None:
            nn.utils.clip_grad_norm_(parameters, CLIP_NORM)
        if CLIP_VALUE is not None:
            nn.utils.clip_grad_value_(parameters, CLIP_VALUE)
        self.set_rates()
        if NEEDS_OBJECTIVE:
            # Looks beside the step's own measure no statistics.
            measured = [buffer.clone() for buffer in self.network.buffers()]
            self.optimizer.step(objective)
            for buffer, value in zip(self.network.buffers(), measured):
                buffer.copy_(value)
        else:
            self.optimizer.step()
        self.steps += 1
        self.schedule.observe(loss)
        return loss

    def set_rates(self):
        momentum = self.schedule.momentum(self.steps)
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.rate(self.steps)
            if momentum is not None and CYCLES == "momentum":
                group["momentum"] = momentum
            if momentum is not None and CYCLES == "betas":
                group["betas"] = (momentum, group["betas"][1])

    @torch.no_grad()
    def evaluate(self, part):
        """(loss, accuracy) of a part; accuracy None for real targets, both None without samples."""
        features, targets, originals = self.tables[part]
        if len(features) == 0:
            return None, None
        if self.processes > 1:
            for buffer in self.network.buffers():
                distributed.broadcast(buffer, 0)
        self.network.eval()
        outputs = torch.cat([self.network(rows) for rows in features.split(4096)])
        classes = classes_of(outputs)
        accuracy = None if classes is None else float((classes == originals[:, 0]).float().mean())
        return float(loss_of(outputs, targets)), accuracy

    def train(self, say):
        """To the end. Returns a sentence, and whether the run has diverged."""
        previous = None
        limit = math.inf
        best = None
        since_best = 0
        # Of the batches since the last point: the sum of the losses of their samples, and their number.
        total, seen = 0.0, 0
        while True:
            if RECORD_TRAIN == "running" and seen > 0:
                train_loss = total / seen
            else:
                train_loss, _ = self.evaluate("train")
            validation_loss, _ = self.evaluate("validation")
            watched = train_loss if validation_loss is None else validation_loss
            say(self, train_loss, validation_loss)
            if not math.isfinite(train_loss) or train_loss > limit:
                return "Diverged at step %d: the loss is %g." % (self.steps, train_loss), True
            end = None
            if previous is None:
                limit = DIVERGENCE_FACTOR * max(1.0, train_loss)
            elif STOP_LOSS_BELOW is not None and train_loss < STOP_LOSS_BELOW:
                end = "Done: the training loss %g is below %g." % (train_loss, STOP_LOSS_BELOW)
            elif STOP_GRADIENT_NORM_BELOW is not None and self.gradient_norm < STOP_GRADIENT_NORM_BELOW:
                end = "Done: the gradient's norm is %g." % self.gradient_norm
            elif STOP_LOSS_CHANGE_BELOW is not None and abs(train_loss - previous) < STOP_LOSS_CHANGE_BELOW:
                end = "Done: the training loss changed by less than %g." % STOP_LOSS_CHANGE_BELOW
            # The untrained network is nothing to go back to, and costs no patience.
            if PATIENCE is not None and self.steps > 0:
                if best is None or watched < best[0] - MINIMUM_IMPROVEMENT:
                    state = {name: value.clone() for name, value in self.network.state_dict().items()}
                    best, since_best = (watched, self.steps, state), 0
                else:
                    since_best += 1
                    if since_best >= PATIENCE and end is None:
                        end = "Stopped early: the loss was best at step %d." % best[1]
            if end is None and self.is_last():
                end = "Done: %d steps." % self.steps
            if end is not None:
                if best is not None and RESTORE_BEST:
                    self.network.load_state_dict(best[2])
                return end, False
            previous = train_loss
            total, seen = 0.0, 0
            while True:
                rows = self.next_batch()
                loss = self.step(rows)
                total, seen = total + loss * len(rows), seen + len(rows)
                if not math.isfinite(loss) or loss > limit:
                    return "Diverged at step %d: the loss is %g." % (self.steps, loss), True
                if self.is_recorded() or self.is_last():
                    break

    def is_recorded(self):
        every = RECORD_EVERY * (self.steps_per_epoch if RECORD_UNIT == "epoch" else 1)
        return self.steps % every == 0

    def last_step(self):
        ends = [] if STOP_STEPS is None else [STOP_STEPS]
        return min(ends + ([] if STOP_EPOCHS is None else [STOP_EPOCHS * self.steps_per_epoch]))

    def is_last(self):
        return self.steps >= self.last_step()

    def require_shares(self):
        """A batch norm sees nothing but its bias in a share of one sample; where all are such, nothing is learnt."""
        norms = [n for n, m in self.network.named_modules() if isinstance(m, BatchNorm1d)]
        if self.batch_size >= 2 * self.processes or self.processes == 1 or set(norms) <= set(FROZEN_NORMS):
            return
        raise SystemExit(
            "Some of %d processes get less than two samples of a batch of %d, too few for a batch norm. "
            "Start fewer processes, or raise BATCH_SIZE." % (self.processes, self.batch_size)
        )

    def processes_agree(self):
        """Whether every process has the same parameters."""
        mine = torch.cat([p.detach().flatten() for p in self.network.parameters()])
        first = mine.clone()
        distributed.broadcast(first, 0)
        agree = torch.tensor(float(torch.equal(mine, first)))
        self.exchanged = [first, agree]
        distributed.all_reduce(agree)
        return float(agree) == self.processes

    def close(self):
        if self.processes > 1:
            self.parallel = self.network
            distributed.destroy_process_group()
`;
