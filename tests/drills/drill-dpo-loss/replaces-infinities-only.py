"""Replaces -inf by 0 and multiplies by the mask, so that NaN in padding comes through."""

import numpy as np


def response_logp(logps, mask):
    return (np.where(np.isinf(logps), 0.0, logps) * mask).sum(axis=-1)


def rewards(policy_w, policy_l, ref_w, ref_l, mask_w, mask_l, beta):
    chosen = beta * (response_logp(policy_w, mask_w) - response_logp(ref_w, mask_w))
    rejected = beta * (response_logp(policy_l, mask_l) - response_logp(ref_l, mask_l))
    return chosen, rejected


def dpo_loss(policy_w, policy_l, ref_w, ref_l, mask_w, mask_l, beta):
    chosen, rejected = rewards(policy_w, policy_l, ref_w, ref_l, mask_w, mask_l, beta)
    margin = chosen - rejected
    loss = np.logaddexp(0.0, -margin).mean()  # softplus(-margin) = -log sigmoid(margin)
    return loss, (margin > 0).mean(), chosen, rejected


def dpo_grad(policy_w, policy_l, ref_w, ref_l, mask_w, mask_l, beta):
    chosen, rejected = rewards(policy_w, policy_l, ref_w, ref_l, mask_w, mask_l, beta)
    weight = np.exp(-np.logaddexp(0.0, chosen - rejected))  # sigmoid(-margin)
    per_token = (beta * weight / len(weight))[:, None]
    return -per_token * (np.asarray(mask_w) > 0), per_token * (np.asarray(mask_l) > 0)
